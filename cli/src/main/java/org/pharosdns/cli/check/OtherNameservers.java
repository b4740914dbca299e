package org.pharosdns.cli.check;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.pharosdns.cli.config.Configuration;
import org.pharosdns.cli.config.ZoneAccess;
import org.pharosdns.cli.zones.MemberAddress;
import org.pharosdns.cli.zones.ZoneData;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.dns.wire.RecordType;
import org.pharosdns.zone.transfer.AccessList;

/// The nameservers of a zone that are, as far as addresses tell, another server than this one.
///
/// A nameserver is this server when the zone has an address for it that `listen` names; `0.0.0.0`
/// and `::` name every address of this host. The only nameserver of a zone is this server whatever
/// its address, for it may stand behind a translator. What runs on the others nobody here can know.
///
/// @param own the addresses that this server listens on
/// @param transfer who may copy the zone
record OtherNameservers(Set<InetAddress> own, AccessList transfer) {
  /// One of them.
  ///
  /// @param copies whether `transfer` lets one of its addresses copy the zone
  record Other(DnsName name, boolean copies) {}

  OtherNameservers {
    own = Set.copyOf(own);
  }

  /// Returns them as the configuration of a server tells them.
  static OtherNameservers of(Configuration configuration, DnsName apex) {
    var own = new HashSet<InetAddress>();
    for (var listen : configuration.server().listen()) {
      if (listen.getAddress().isAnyLocalAddress()) {
        own.addAll(ofThisHost());
      } else {
        own.add(listen.getAddress());
      }
    }
    var access = configuration.access().getOrDefault(apex, ZoneAccess.NONE);
    return new OtherNameservers(own, access.transfer());
  }

  private static Set<InetAddress> ofThisHost() {
    try {
      var addresses = new HashSet<InetAddress>();
      NetworkInterface.networkInterfaces()
          .flatMap(NetworkInterface::inetAddresses)
          .forEach(addresses::add);
      return addresses;
    } catch (SocketException e) {
      return Set.of();
    }
  }

  /// Returns the others in the order of the zone.
  List<Other> list(ZoneData data) {
    var others = new ArrayList<Other>();
    var servers = data.contents().find(data.apex(), RecordType.NS);
    if (servers == null || servers.rdata().size() < 2) {
      return others;
    }
    for (var rdata : servers.rdata()) {
      var name = DnsName.ofWire(rdata, 0);
      var addresses = addresses(name, data);
      if (addresses.stream().noneMatch(own::contains)) {
        others.add(
            new Other(
                name, addresses.stream().anyMatch(a -> transfer.permits(a.getAddress(), null))));
      }
    }
    return others;
  }

  private static List<InetAddress> addresses(DnsName host, ZoneData data) {
    var addresses = new ArrayList<InetAddress>();
    for (int type : List.of(RecordType.A, RecordType.AAAA)) {
      var rrset = data.contents().find(host, type);
      if (rrset != null) {
        rrset.rdata().forEach(rdata -> addresses.add(MemberAddress.inet(rdata)));
      }
    }
    return addresses;
  }
}
