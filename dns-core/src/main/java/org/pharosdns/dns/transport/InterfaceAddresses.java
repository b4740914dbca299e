package org.pharosdns.dns.transport;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The single addresses that stand behind a wildcard address.
///
/// Netty cannot say from which address a datagram leaves, so its transports bind each address of
/// each interface instead of `0.0.0.0` or `::`. An address that appears later is not served until
/// the server restarts.
final class InterfaceAddresses {
  private InterfaceAddresses() {}

  /// Returns `address` itself, or for a wildcard all addresses of its family on interfaces that are
  /// up, with its port.
  static List<InetSocketAddress> expand(InetSocketAddress address) throws IOException {
    if (!address.getAddress().isAnyLocalAddress()) {
      return List.of(address);
    }
    var local = new ArrayList<InetAddress>();
    for (var each : NetworkInterface.networkInterfaces().toList()) {
      if (each.isUp()) {
        Stream.concat(Stream.of(each), each.subInterfaces())
            .flatMap(NetworkInterface::inetAddresses)
            .forEach(local::add);
      }
    }
    var found = ofFamily(address, local);
    if (found.isEmpty()) {
      throw new IOException("no interface has an address of that family");
    }
    return found;
  }

  /// Returns those of `local` that are of the family of `wildcard`, with its port, each once: that
  /// of an alias (`eth0:1`) is an address of the interface as well.
  static List<InetSocketAddress> ofFamily(InetSocketAddress wildcard, List<InetAddress> local) {
    var family = wildcard.getAddress().getClass();
    return local.stream()
        .filter(family::isInstance)
        .distinct()
        .map(each -> new InetSocketAddress(each, wildcard.getPort()))
        .toList();
  }
}
