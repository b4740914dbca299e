package org.pharosdns.dns.transport;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.pharosdns.dns.server.MessageProcessor;

/// Servers under test, on loopback and on ports that the system chooses.
final class Servers {
  private Servers() {}

  static final TransportSettings DEFAULTS = TransportSettings.defaults(2);

  /// Starts a server with talking processors on 127.0.0.1.
  static DnsServer start(SocketKind kind, TransportSettings settings) throws UnknownHostException {
    return start(kind, settings, TalkingProcessor::new, "127.0.0.1");
  }

  static DnsServer start(
      SocketKind kind,
      TransportSettings settings,
      Supplier<MessageProcessor> processors,
      String address)
      throws UnknownHostException {
    return DnsServer.start(List.of(at(address, 0)), kind, settings, processors);
  }

  static InetSocketAddress at(String address, int port) throws UnknownHostException {
    return new InetSocketAddress(InetAddress.getByName(address), port);
  }

  /// With so long deadlines that a slow machine does not matter.
  static TransportSettings connections(int inAll, int perClient) {
    var none = TcpSettings.DEFAULTS;
    return tcp(
        new TcpSettings(
            inAll,
            perClient,
            Duration.ofMinutes(10),
            none.message(),
            none.inFlight(),
            none.backlogOctets(),
            none.stall(),
            none.memoryOctets()));
  }

  /// A client that does not read is waited for half as long as a silent one.
  static TransportSettings deadlines(Duration idle, Duration message) {
    var none = TcpSettings.DEFAULTS;
    return tcp(
        new TcpSettings(
            none.connections(),
            none.perClient(),
            idle,
            message,
            none.inFlight(),
            none.backlogOctets(),
            idle.dividedBy(2),
            none.memoryOctets()));
  }

  static TransportSettings tcp(TcpSettings settings) {
    return new TransportSettings(TransportSettings.Kind.AUTO, 2, 1232, settings);
  }
}
