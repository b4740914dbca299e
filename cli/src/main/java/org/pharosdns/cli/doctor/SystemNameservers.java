package org.pharosdns.cli.doctor;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.NSRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.ResolverConfig;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.Type;

/// Nameservers asked over the network, the resolver of the system for what is not asked directly.
final class SystemNameservers implements Nameservers {
  private static final Duration PATIENCE = Duration.ofSeconds(1);
  private static final int DNS_PORT = 53;

  @Override
  public long serial(InetSocketAddress server, String zone) throws IOException {
    var answer = ask(server, zone, Type.SOA, false);
    if (answer.getRcode() != Rcode.NOERROR) {
      throw new IOException("answers " + Rcode.string(answer.getRcode()));
    }
    for (var each : answer.getSection(Section.ANSWER)) {
      if (each instanceof SOARecord soa && answer.getHeader().getFlag(Flags.AA)) {
        return soa.getSerial();
      }
    }
    throw new IOException("does not serve the zone");
  }

  @Override
  public List<InetAddress> addresses(String host) throws IOException {
    return List.of(InetAddress.getAllByName(host));
  }

  /// The parent is asked itself: a resolver would say what the zone says.
  @Override
  public SortedSet<String> delegation(String zone) throws IOException {
    var parent = new Name(Name.fromString(zone), 1).toString();
    var servers = names(askResolver(parent), parent, Section.ANSWER);
    if (servers.isEmpty()) {
      throw new IOException("the resolver knows no nameserver of " + parent);
    }
    var address = InetAddress.getByName(servers.first());
    var answer = ask(new InetSocketAddress(address, DNS_PORT), zone, Type.NS, false);
    var delegation = names(answer, zone, Section.AUTHORITY);
    delegation.addAll(names(answer, zone, Section.ANSWER));
    return delegation;
  }

  private static Message askResolver(String parent) throws IOException {
    var resolvers = ResolverConfig.getCurrentConfig().servers();
    if (resolvers.isEmpty()) {
      throw new IOException("this system has no resolver");
    }
    return ask(resolvers.getFirst(), parent, Type.NS, true);
  }

  private static SortedSet<String> names(Message answer, String owner, int section) {
    var names = new TreeSet<String>();
    for (var each : answer.getSection(section)) {
      if (each instanceof NSRecord ns && ns.getName().toString().equalsIgnoreCase(owner)) {
        names.add(ns.getTarget().toString().toLowerCase(Locale.ROOT));
      }
    }
    return names;
  }

  private static Message ask(InetSocketAddress server, String name, int type, boolean recursion)
      throws IOException {
    var resolver = new SimpleResolver(server);
    resolver.setTimeout(PATIENCE);
    var query = Message.newQuery(Record.newRecord(Name.fromString(name), type, DClass.IN));
    if (!recursion) {
      query.getHeader().unsetFlag(Flags.RD);
    }
    try {
      return resolver.send(query);
    } catch (PortUnreachableException e) {
      throw new IOException("nothing listens there", e);
    }
  }
}
