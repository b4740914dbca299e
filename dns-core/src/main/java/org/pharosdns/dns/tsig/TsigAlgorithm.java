package org.pharosdns.dns.tsig;

import java.util.Locale;
import java.util.Optional;
import org.pharosdns.dns.wire.DnsName;

/// The algorithms that keys may have (RFC 8945 section 6). HMAC-MD5 is not among them and never
/// will be.
public enum TsigAlgorithm {
  HMAC_SHA1("HmacSHA1", 20),
  HMAC_SHA256("HmacSHA256", 32),
  HMAC_SHA384("HmacSHA384", 48),
  HMAC_SHA512("HmacSHA512", 64);

  private static final int LEAST_TRUNCATED_OCTETS = 10;

  private final String javaName;
  private final int macOctets;

  TsigAlgorithm(String javaName, int macOctets) {
    this.javaName = javaName;
    this.macOctets = macOctets;
  }

  /// Returns the algorithm that `text` names, such as `hmac-sha256`, case ignored.
  public static Optional<TsigAlgorithm> of(String text) {
    for (var algorithm : values()) {
      if (algorithm.text().equalsIgnoreCase(text)) {
        return Optional.of(algorithm);
      }
    }
    return Optional.empty();
  }

  /// Returns the name as operators write it, such as `hmac-sha256`.
  public final String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// The name as it stands in TSIG records.
  DnsName wireName() {
    return DnsName.parse(text());
  }

  /// What the JDK calls it.
  String javaName() {
    return javaName;
  }

  /// The length of a whole MAC.
  int macOctets() {
    return macOctets;
  }

  /// The shortest MAC that may be sent: half of it, but at least ten octets (RFC 8945 section
  /// 5.2.2.1).
  int leastMacOctets() {
    return Math.max(LEAST_TRUNCATED_OCTETS, macOctets / 2);
  }
}
