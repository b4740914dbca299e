package org.pharosdns.cli.doctor;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.pharosdns.cli.control.AddressText;
import org.pharosdns.cli.control.Reason;

/// The addresses to answer on: whether the running server is reached there or, where none runs,
/// whether they may be bound.
final class PortExamination {
  private static final int FIRST_FREE_PORT = 1024;

  private PortExamination() {}

  /// Asks the server for a zone of its own on each address.
  static List<Finding> answering(
      List<InetSocketAddress> listen, String zone, Nameservers nameservers) {
    var findings = new ArrayList<Finding>();
    for (var address : listen) {
      var subject = "port " + AddressText.of(address);
      try {
        var serial = nameservers.serial(reachable(address), zone);
        findings.add(Finding.ok(subject, "answers " + zone + " SOA with serial " + serial));
      } catch (IOException e) {
        findings.add(
            Finding.bad(subject, "the server runs, but here " + zone + " SOA: " + Reason.of(e)));
      }
    }
    return findings;
  }

  private static InetSocketAddress reachable(InetSocketAddress address) throws IOException {
    return address.getAddress().isAnyLocalAddress()
        ? new InetSocketAddress(loopbackLike(address.getAddress()), address.getPort())
        : address;
  }

  private static InetAddress loopbackLike(InetAddress any) throws IOException {
    return InetAddress.getByName(any.getAddress().length == 4 ? "127.0.0.1" : "::1");
  }

  /// Binds each address over UDP and TCP, and lets go at once.
  static List<Finding> free(List<InetSocketAddress> listen) {
    var findings = new ArrayList<Finding>();
    for (var address : listen) {
      var subject = "port " + AddressText.of(address);
      try (var _ = new DatagramSocket(address);
          var tcp = new ServerSocket()) {
        tcp.bind(address);
        findings.add(Finding.ok(subject, "free, and may be bound over UDP and TCP"));
      } catch (IOException e) {
        findings.add(Finding.bad(subject, refused(address, e)));
      }
    }
    return findings;
  }

  private static String refused(InetSocketAddress address, IOException e) {
    var reason = Reason.of(e);
    if (reason.toLowerCase(Locale.ROOT).contains("permission")
        && address.getPort() < FIRST_FREE_PORT) {
      return "ports below 1024 need the capability CAP_NET_BIND_SERVICE:"
          + " packaging/pharos.service gives it, and so does root";
    }
    return "cannot be bound: " + reason;
  }
}
