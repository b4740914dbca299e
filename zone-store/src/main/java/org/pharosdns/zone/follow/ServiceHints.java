package org.pharosdns.zone.follow;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.dns.wire.Octets;
import org.pharosdns.zone.steer.Address;

/// The `ipv4hint` and `ipv6hint` of SVCB and HTTPS records (RFC 9460 section 7.3).
final class ServiceHints {
  private static final int MANDATORY = 0;
  private static final int IPV4_HINT = 4;
  private static final int IPV6_HINT = 6;
  private static final int PARAMETER_HEADER_OCTETS = 4;

  private ServiceHints() {}

  /// Returns the addresses hinted at by a record, those of IPv4 first; none in alias mode, where
  /// parameters mean nothing (RFC 9460 section 2.4.2).
  static List<Address> of(byte[] rdata) {
    var hints = new ArrayList<Address>();
    if (Octets.u16(rdata, 0) > 0) {
      for (var at = parameters(rdata); at < rdata.length; at = end(rdata, at)) {
        hints.addAll(addresses(rdata, at));
      }
    }
    return hints;
  }

  /// Returns the record with those hints only that `kept` accepts. A parameter left empty is left
  /// out, and out of `mandatory` as well.
  static byte[] filter(byte[] rdata, Predicate<Address> kept) {
    var parameters = new ArrayList<byte[]>();
    var dropped = new ArrayList<Integer>();
    for (var at = parameters(rdata); at < rdata.length; at = end(rdata, at)) {
      var key = Octets.u16(rdata, at);
      if (octetsOf(key) == 0) {
        parameters.add(Arrays.copyOfRange(rdata, at, end(rdata, at)));
        continue;
      }
      var left = addresses(rdata, at).stream().filter(kept).map(Address::octets).toList();
      if (left.isEmpty()) {
        dropped.add(key);
      } else {
        parameters.add(parameter(key, left));
      }
    }
    var out = new ByteArrayOutputStream();
    out.write(rdata, 0, parameters(rdata));
    for (var parameter : parameters) {
      out.writeBytes(
          Octets.u16(parameter, 0) == MANDATORY ? mandatory(parameter, dropped) : parameter);
    }
    return out.toByteArray();
  }

  private static byte[] mandatory(byte[] parameter, List<Integer> dropped) {
    var left = new ArrayList<byte[]>();
    for (var at = PARAMETER_HEADER_OCTETS; at < parameter.length; at += 2) {
      if (!dropped.contains(Octets.u16(parameter, at))) {
        left.add(Arrays.copyOfRange(parameter, at, at + 2));
      }
    }
    return left.isEmpty() ? new byte[0] : parameter(MANDATORY, left);
  }

  private static byte[] parameter(int key, List<byte[]> values) {
    var octets = values.stream().mapToInt(value -> value.length).sum();
    var parameter = new byte[PARAMETER_HEADER_OCTETS + octets];
    Octets.putU16(parameter, 0, key);
    Octets.putU16(parameter, 2, octets);
    var at = PARAMETER_HEADER_OCTETS;
    for (var value : values) {
      System.arraycopy(value, 0, parameter, at, value.length);
      at += value.length;
    }
    return parameter;
  }

  private static List<Address> addresses(byte[] rdata, int parameter) {
    var octets = octetsOf(Octets.u16(rdata, parameter));
    var addresses = new ArrayList<Address>();
    if (octets > 0) {
      var end = end(rdata, parameter);
      for (var at = parameter + PARAMETER_HEADER_OCTETS; at + octets <= end; at += octets) {
        addresses.add(Address.of(Arrays.copyOfRange(rdata, at, at + octets)));
      }
    }
    return addresses;
  }

  /// Returns the octets of one address of a hint, 0 for any other parameter.
  private static int octetsOf(int key) {
    return switch (key) {
      case IPV4_HINT -> 4;
      case IPV6_HINT -> 16;
      default -> 0;
    };
  }

  private static int parameters(byte[] rdata) {
    return 2 + DnsName.ofWire(rdata, 2).octets();
  }

  private static int end(byte[] rdata, int parameter) {
    return parameter + PARAMETER_HEADER_OCTETS + Octets.u16(rdata, parameter + 2);
  }
}
