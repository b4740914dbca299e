package org.pharosdns.cli.doctor;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.SortedSet;

/// The other nameservers of the world. Each method waits at most two seconds.
interface Nameservers {
  /// Returns the serial that a nameserver answers with authority.
  ///
  /// @param zone absolute, with its final dot
  /// @throws IOException when it does not answer, or not for this zone; the message says which
  long serial(InetSocketAddress server, String zone) throws IOException;

  /// Returns the addresses of a host as the system's resolver knows them.
  List<InetAddress> addresses(String host) throws IOException;

  /// Returns the names of nameservers that the parent of a zone answers, in lower case; empty when
  /// it does not delegate the zone.
  SortedSet<String> delegation(String zone) throws IOException;
}
