package org.pharosdns.zone.steer;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.regex.Pattern;

/// An IPv4 or IPv6 address: the RDATA of an A or AAAA record. Immutable.
public final class Address implements Endpoint {
  /// The type A (RFC 1035 section 3.4.1).
  public static final int A = 1;

  /// The type AAAA (RFC 3596 section 2.1).
  public static final int AAAA = 28;

  private static final Pattern DOTTED = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
  private static final Pattern COLONS = Pattern.compile("[0-9a-fA-F:]*:[0-9a-fA-F:.]*");

  private final byte[] octets;

  private Address(byte[] octets) {
    this.octets = octets;
  }

  /// Returns the address with these octets.
  ///
  /// @param octets 4 (IPv4) or 16 (IPv6)
  /// @throws IllegalArgumentException for any other number of octets
  public static Address of(byte[] octets) {
    if (octets.length != 4 && octets.length != 16) {
      throw new IllegalArgumentException("an address has 4 or 16 octets, not " + octets.length);
    }
    return new Address(octets.clone());
  }

  /// Returns the address that `text` says, without any look-up.
  ///
  /// @throws IllegalArgumentException when it is none
  public static Address parse(String text) {
    var isIpv6 = COLONS.matcher(text).matches();
    if (isIpv6 || DOTTED.matcher(text).matches()) {
      try {
        var octets = InetAddress.ofLiteral(text).getAddress();
        return new Address(isIpv6 && octets.length == 4 ? mapped(octets) : octets);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(noAddress(text), e);
      }
    }
    throw new IllegalArgumentException(noAddress(text));
  }

  private static String noAddress(String text) {
    return "\"" + text + "\" is no IPv4 or IPv6 address";
  }

  private static byte[] mapped(byte[] ipv4) {
    var octets = new byte[16];
    octets[10] = (byte) 0xff;
    octets[11] = (byte) 0xff;
    System.arraycopy(ipv4, 0, octets, 12, 4);
    return octets;
  }

  /// Returns a copy of the octets, 4 or 16.
  public byte[] octets() {
    return octets.clone();
  }

  /// Returns the type of record that holds such an address: 1 (A) or 28 (AAAA).
  @Override
  public int type() {
    return octets.length == 4 ? A : AAAA;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Address address && Arrays.equals(address.octets, octets);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(octets);
  }

  /// Returns the text form; IPv6 as RFC 5952 wants it.
  @Override
  public String toString() {
    return octets.length == 4 ? ipv4() : ipv6();
  }

  private String ipv4() {
    return (octets[0] & 0xff)
        + "."
        + (octets[1] & 0xff)
        + "."
        + (octets[2] & 0xff)
        + "."
        + (octets[3] & 0xff);
  }

  private String ipv6() {
    var zeros = longestZeros();
    var text = new StringBuilder();
    for (var i = 0; i < 8; i++) {
      if (zeros.length > 1 && i == zeros.start) {
        text.append("::");
        i += zeros.length - 1;
        continue;
      }
      if (!text.isEmpty() && text.charAt(text.length() - 1) != ':') {
        text.append(':');
      }
      text.append(Integer.toHexString(group(i)));
    }
    return text.toString();
  }

  private record Zeros(int start, int length) {}

  private Zeros longestZeros() {
    var longest = new Zeros(0, 0);
    for (var start = 0; start < 8; start++) {
      var end = start;
      while (end < 8 && group(end) == 0) {
        end++;
      }
      if (end - start > longest.length) {
        longest = new Zeros(start, end - start);
      }
    }
    return longest;
  }

  private int group(int i) {
    return (octets[2 * i] & 0xff) << 8 | (octets[2 * i + 1] & 0xff);
  }
}
