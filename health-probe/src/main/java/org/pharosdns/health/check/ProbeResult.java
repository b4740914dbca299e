package org.pharosdns.health.check;

import java.time.Duration;

/// What one probe found.
///
/// The reason is one word: `ok`; of the network `refused`, `timeout`, `reset`, `closed` (ended too
/// early), `unreachable`, `forbidden-address`; of TLS `tls-handshake`, `tls-expired`, `tls-early`
/// (not valid yet), `tls-min-days`, `tls-name`, `tls-untrusted`; of the answer `status-503`,
/// `body`, `expect`, `protocol`, `too-large`; of this host (all void) `no-route`, `no-address`,
/// `no-descriptors`, `no-buffers`, `not-permitted`, `local`, `ca-file`, `late`, `stopped`,
/// `monitor-failure`, `error`.
///
/// @param took from the start of the probe to its end
public record ProbeResult(Kind kind, String reason, Duration took) {
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
    return new ProbeResult(Kind.PASS, "ok", took);
  }

  /// Returns a result that counts against the target.
  public static ProbeResult fail(String reason, Duration took) {
    return new ProbeResult(Kind.FAIL, reason, took);
  }

  /// Returns a result that does not count.
  public static ProbeResult none(String reason, Duration took) {
    return new ProbeResult(Kind.VOID, reason, took);
  }
}
