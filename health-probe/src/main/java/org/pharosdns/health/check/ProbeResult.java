package org.pharosdns.health.check;

import java.time.Duration;

/// What one probe found.
///
/// The reason is one word: `ok`; of the network `refused`, `timeout`, `reset`, `closed` (ended too
/// early), `unreachable`, `resolve` (no address behind the name), `forbidden-address`; of TLS
/// `tls-handshake`, `tls-expired`, `tls-early` (not valid yet), `tls-days`, `tls-name`,
/// `tls-untrusted`; of the answer `status-503`, `body`, `expect`, `protocol`, `too-large`,
/// `rcode-SERVFAIL`, `address`, `grpc-status-5`, `not-serving`, `service-unknown`, `unknown`,
/// `goaway`; of a program `exit-1`; of this host (all void) `no-route`, `no-address`,
/// `no-descriptors`, `no-buffers`, `no-process`, `not-found` and `not-executable` (the program),
/// `not-permitted`, `local`, `ca-file`, `late`, `stopped`, `monitor-failure`, `error`; void as
/// well `agent-word`. What a target says of itself may be a text of up to about a hundred
/// printable characters.
///
/// @param took from the start of the probe to its end
/// @param weightPercent the share of its weight that the target wants, 0 (no new answers) to 100;
///     {@link #UNSAID} where it did not get to say
public record ProbeResult(Kind kind, String reason, Duration took, int weightPercent) {
  /// The share of a target that said nothing: what it said last stands.
  public static final int UNSAID = -1;

  /// What a result means for the verdict.
  public enum Kind {
    /// The target does what the check asks.
    PASS,
    /// It does not.
    FAIL,
    /// The probe says something about this host and nothing about the target.
    VOID
  }

  /// Returns a result that counts for the target.
  public static ProbeResult pass(Duration took) {
    return new ProbeResult(Kind.PASS, "ok", took, 100);
  }

  /// Returns a result that counts against the target.
  public static ProbeResult fail(String reason, Duration took) {
    return new ProbeResult(Kind.FAIL, reason, took, UNSAID);
  }

  /// Returns a result in which the target, or somebody for it, says that it is down.
  public static ProbeResult down(String reason) {
    return new ProbeResult(Kind.FAIL, reason, Duration.ZERO, 100);
  }

  /// Returns a result that does not count.
  public static ProbeResult none(String reason, Duration took) {
    return new ProbeResult(Kind.VOID, reason, took, UNSAID);
  }
}
