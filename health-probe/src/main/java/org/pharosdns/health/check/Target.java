package org.pharosdns.health.check;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Where to probe: an address and a port, or a name whose address is looked up before each probe.
///
/// @param host the address as {@link AddressText} writes it, or a host name
/// @param address null for a name
/// @param port 1 to 65535, or 0 for a check that uses none
public record Target(String host, @Nullable InetAddress address, int port) {
  private static final Set<InetAddress> METADATA =
      Set.of(
          InetAddress.ofLiteral("100.100.100.200"),
          InetAddress.ofLiteral("168.63.129.16"),
          InetAddress.ofLiteral("192.0.0.192"),
          InetAddress.ofLiteral("fd00:ec2::23"),
          InetAddress.ofLiteral("fd00:ec2::254"),
          InetAddress.ofLiteral("fd20:ce::254"));
  private static final byte[] TRANSLATED = {
    0, 0x64, (byte) 0xff, (byte) 0x9b, 0, 0, 0, 0, 0, 0, 0, 0
  };
  private static final byte[] TRANSLATED_LOCALLY = {0, 0x64, (byte) 0xff, (byte) 0x9b, 0, 1};
  private static final int IPV4_OCTETS = 4;

  /// A target with an address.
  public Target(InetAddress address, int port) {
    this(AddressText.of(address), address, port);
  }

  /// Returns a target with a name.
  public static Target named(String host, int port) {
    return new Target(host, null, port);
  }

  /// Returns whether nothing may ever be probed there: link-local addresses (`169.254.0.0/16`,
  /// `fe80::/10`) and the metadata services of clouds, which live among them, at `100.100.100.200`,
  /// `168.63.129.16`, `192.0.0.192`, `fd00:ec2::23`, `fd00:ec2::254` and `fd20:ce::254`. An IPv6
  /// address that leads to an IPv4 one (mapped, RFC 4291 section 2.5.5; translated, RFC 6052
  /// section 2.1) is as good as that one. Which one is behind an address of `64:ff9b:1::/48` (RFC
  /// 8215) only its network knows, so it may be any of these.
  public static boolean isForbidden(InetAddress address) {
    var meant = ipv4Behind(address);
    return meant.isLinkLocalAddress()
        || METADATA.contains(meant)
        || isTranslatedLocally(address.getAddress());
  }

  private static boolean isTranslatedLocally(byte[] octets) {
    var length = TRANSLATED_LOCALLY.length;
    return octets.length > IPV4_OCTETS
        && Arrays.equals(octets, 0, length, TRANSLATED_LOCALLY, 0, length);
  }

  /// The JDK makes IPv4 addresses of mapped ones by itself.
  private static InetAddress ipv4Behind(InetAddress address) {
    var octets = address.getAddress();
    var end = octets.length - IPV4_OCTETS;
    if (end != TRANSLATED.length || !Arrays.equals(octets, 0, end, TRANSLATED, 0, end)) {
      return address;
    }
    try {
      return InetAddress.getByAddress(Arrays.copyOfRange(octets, end, octets.length));
    } catch (UnknownHostException e) {
      throw new IllegalStateException("an IPv4 address has 4 octets", e);
    }
  }

  /// Returns `192.0.2.1:80` or `[2001:db8::1]:80`.
  @Override
  public String toString() {
    return (address instanceof Inet6Address ? '[' + host + ']' : host) + ':' + port;
  }
}
