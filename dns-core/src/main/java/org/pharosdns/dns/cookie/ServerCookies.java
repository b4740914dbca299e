package org.pharosdns.dns.cookie;

import java.util.ArrayList;
import java.util.List;
import org.pharosdns.dns.wire.SipHash;

/// The secrets behind server cookies and the time by which they age. Shared by all event loops;
/// whoever reads the secrets replaces them here.
public final class ServerCookies {
  /// The length of a secret in octets (RFC 9018 section 4).
  public static final int SECRET_OCTETS = 16;

  private static final long NANOS = 1_000_000_000;

  /// Replaced as a whole.
  ///
  /// @param keys the first one makes new cookies, all are accepted
  /// @param wallSecondsAtZero the wall clock when the monotonic one showed 0
  record Secrets(List<SipHash> keys, long wallSecondsAtZero) {
    long wallSeconds(long nowNanos) {
      return wallSecondsAtZero + Math.floorDiv(nowNanos, NANOS);
    }
  }

  private volatile Secrets secrets;

  /// @param secrets as in {@link #replace}
  public ServerCookies(List<byte[]> secrets, long wallSeconds, long nowNanos) {
    this.secrets = secrets(secrets, wallSeconds, nowNanos);
  }

  /// Uses these secrets and this time from now on.
  ///
  /// @param secrets of {@link #SECRET_OCTETS} each, at least one: the first makes new cookies, the
  ///     cookies of the others are still good (RFC 7873 section 7.1)
  /// @param wallSeconds seconds since 1970 when the monotonic clock shows `nowNanos`
  public void replace(List<byte[]> secrets, long wallSeconds, long nowNanos) {
    this.secrets = secrets(secrets, wallSeconds, nowNanos);
  }

  private static Secrets secrets(List<byte[]> secrets, long wallSeconds, long nowNanos) {
    var keys = new ArrayList<SipHash>();
    for (var secret : secrets) {
      if (secret.length != SECRET_OCTETS) {
        throw new IllegalArgumentException("a secret has " + SECRET_OCTETS + " octets");
      }
      keys.add(new SipHash(secret));
    }
    if (keys.isEmpty()) {
      throw new IllegalArgumentException("at least one secret is needed");
    }
    return new Secrets(List.copyOf(keys), wallSeconds - Math.floorDiv(nowNanos, NANOS));
  }

  Secrets secrets() {
    return secrets;
  }
}
