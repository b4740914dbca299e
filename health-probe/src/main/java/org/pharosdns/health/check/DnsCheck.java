package org.pharosdns.health.check;

import org.jspecify.annotations.Nullable;
import org.pharosdns.health.dns.DnsQuestion;

/// Passes when a DNS server answers a question with the wanted code and, if so asked, with an
/// address. Asked over UDP, and over TCP where the answer is truncated.
///
/// @param port used where the target names none, 1 to 65535
/// @param rcode the wanted response code, 0 to 15
/// @param address {@link #ANY}, an address as {@link AddressText} writes it that must be in the
///     answer section, or null
public record DnsCheck(
    Timing timing, int port, DnsQuestion question, int rcode, @Nullable String address)
    implements Check {
  /// Any A or AAAA record will do.
  public static final String ANY = "any";

  @Override
  public String kind() {
    return "dns";
  }
}
