package org.pharosdns.cli.server;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pharosdns.cli.admin.AdminSocket;
import org.pharosdns.cli.config.Configuration;
import org.pharosdns.cli.control.Reason;
import org.pharosdns.cli.control.StartFailure;
import org.pharosdns.dns.transport.BindFailedException;
import org.pharosdns.dns.transport.DnsServer;

/// What meets the network.
///
/// @param floods what is done against too many queries
/// @param processors those of the event loops
/// @param dns the sockets
/// @param page the address of the status page, null when none is wanted
record SocketParts(
    Floods floods, Processors processors, DnsServer dns, @Nullable AdminSocket page) {
  /// So much of the time that a stop may take is left for what was received.
  private static final Duration LAST_ANSWERS = Duration.ofSeconds(1);

  /// Binds all sockets; queries are answered from now on. The exchange of the zones is closed
  /// before them, and if they cannot be had.
  ///
  /// @param listen the addresses
  static SocketParts open(
      ServerBasics basics, List<InetSocketAddress> listen, StateParts state, ZoneParts zones)
      throws StartFailure {
    try {
      return bound(basics, listen, state, zones);
    } catch (StartFailure | RuntimeException e) {
      zones.exchange().close();
      throw e;
    }
  }

  private static SocketParts bound(
      ServerBasics basics, List<InetSocketAddress> listen, StateParts state, ZoneParts zones)
      throws StartFailure {
    var configuration = basics.configuration();
    var floods =
        Floods.open(configuration.floods(), state.path(), basics.wall(), basics.nanoTime());
    var exchange = zones.exchange();
    var processors =
        new Processors(
            zones.store(),
            Settings.answers(configuration),
            floods.policing(),
            exchange.tsig(),
            exchange,
            zones.taps());
    var unbound = new ArrayList<String>();
    var page = page(basics, unbound);
    var server = bind(listen, configuration, processors, unbound);
    var dns = basics.parts().add("DNS", server, DnsServer::close);
    basics.parts().keep(LAST_ANSWERS);
    exchange.start();
    dns.loops().forEach((name, loop) -> basics.liveness().watch(name, loop, true));
    basics.liveness().watch("updates", exchange::executeBesideUpdates, false);
    basics.add(exchange);
    return new SocketParts(floods, processors, dns, page);
  }

  /// Binds the address of the status page; null when none is wanted, or when it cannot be had.
  private static @Nullable AdminSocket page(ServerBasics basics, List<String> unbound) {
    var address = basics.configuration().adminHttp();
    if (address == null) {
      return null;
    }
    try {
      return basics.add(AdminSocket.bind(address));
    } catch (IOException e) {
      var where = ListenAddresses.text(address);
      unbound.add("the status page cannot be at " + where + ": " + Reason.of(e));
      return null;
    }
  }

  private static DnsServer bind(
      List<InetSocketAddress> listen,
      Configuration configuration,
      Processors processors,
      List<String> unbound)
      throws StartFailure {
    try {
      return DnsServer.start(listen, Settings.transport(configuration), processors, unbound);
    } catch (BindFailedException e) {
      throw new StartFailure(StartFailure.CANNOT_BIND, e.problems());
    }
  }
}
