package org.pharosdns.cli.server;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.pharosdns.cli.control.StartFailure;

/// Addresses as the command line writes them: `192.0.2.1:53`, `[2001:db8::1]:53`.
final class ListenAddresses {
  private ListenAddresses() {}

  /// Returns the addresses that `texts` say.
  ///
  /// @throws StartFailure naming every text that is none
  static List<InetSocketAddress> parse(List<String> texts) throws StartFailure {
    var addresses = new ArrayList<InetSocketAddress>();
    var problems = new ArrayList<String>();
    for (var text : texts) {
      try {
        addresses.add(parse(text));
      } catch (IllegalArgumentException e) {
        problems.add(
            "--listen " + text + " is no ADDRESS:PORT, such as 127.0.0.1:5300 or [::1]:5300");
      }
    }
    if (!problems.isEmpty()) {
      throw new StartFailure(2, problems);
    }
    return addresses;
  }

  private static InetSocketAddress parse(String text) {
    var colon = text.lastIndexOf(':');
    if (colon < 0) {
      throw new IllegalArgumentException("no port");
    }
    var host = text.substring(0, colon);
    var bracketed = host.startsWith("[") && host.endsWith("]");
    var literal = bracketed ? host.substring(1, host.length() - 1) : host;
    return new InetSocketAddress(
        InetAddress.ofLiteral(literal), Integer.parseInt(text.substring(colon + 1)));
  }

  /// Returns an address as the command line writes it.
  static String text(InetSocketAddress address) {
    var host = address.getAddress().getHostAddress();
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + address.getPort();
  }
}
