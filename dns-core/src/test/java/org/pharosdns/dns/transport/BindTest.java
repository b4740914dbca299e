package org.pharosdns.dns.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// All or nothing, and every reason at once.
final class BindTest {
  @ParameterizedTest
  @EnumSource
  void everyFailureIsNamedAtOnceAndNothingStaysBound(SocketKind kind) throws IOException {
    var free = freeAddress(kind);
    try (var tcp = new ServerSocket();
        var udp = udpWithItsTcpPortFree()) {
      tcp.bind(Servers.at("127.0.0.1", 0));
      var listen =
          List.of(
              free,
              (InetSocketAddress) tcp.getLocalSocketAddress(),
              (InetSocketAddress) udp.getLocalSocketAddress(),
              Servers.at("192.0.2.1", 5300),
              InetSocketAddress.createUnresolved("nowhere.invalid", 53));
      assertThatExceptionOfType(BindFailedException.class)
          .isThrownBy(
              () -> DnsServer.start(listen, kind, Servers.DEFAULTS, TalkingProcessor::new).close())
          .satisfies(
              failure ->
                  assertThat(failure.problems())
                      .containsExactly(
                          "127.0.0.1:%d TCP: another socket uses this port already"
                              .formatted(tcp.getLocalPort()),
                          "127.0.0.1:%d UDP: another socket uses this port already"
                              .formatted(udp.getLocalPort()),
                          "192.0.2.1:5300 TCP: no interface of this machine has this address",
                          "192.0.2.1:5300 UDP: no interface of this machine has this address",
                          "nowhere.invalid:53: this name has no address"));
    }
    try (var server =
            DnsServer.start(List.of(free), kind, Servers.DEFAULTS, TalkingProcessor::new);
        var client = new UdpClient(free)) {
      assertThat(client.ask("E bound again")).isEqualTo("E bound again");
      assertThat(server.addresses()).containsExactly(free);
    }
  }

  /// Returns a UDP socket on a port that no TCP socket uses, not even one that lingers.
  private static DatagramSocket udpWithItsTcpPortFree() throws IOException {
    try (var tcp = new ServerSocket()) {
      tcp.bind(Servers.at("127.0.0.1", 0));
      return new DatagramSocket(tcp.getLocalSocketAddress());
    }
  }

  private static InetSocketAddress freeAddress(SocketKind kind) throws IOException {
    try (var server = Servers.start(kind, Servers.DEFAULTS)) {
      return server.addresses().getFirst();
    }
  }

  @ParameterizedTest
  @EnumSource
  void secondServerOnThePortsOfTheFirstIsRefused(SocketKind kind) throws IOException {
    try (var server = Servers.start(kind, Servers.DEFAULTS)) {
      assertThatExceptionOfType(BindFailedException.class)
          .isThrownBy(
              () ->
                  DnsServer.start(server.addresses(), kind, Servers.DEFAULTS, TalkingProcessor::new)
                      .close())
          .satisfies(failure -> assertThat(failure.problems()).hasSize(2));
    }
  }

  @ParameterizedTest
  @EnumSource
  void udpAndTcpShareThePortThatTheSystemChose(SocketKind kind) throws IOException {
    try (var server = Servers.start(kind, TransportSettings.defaults(3));
        var udp = new UdpClient(server.addresses().getFirst());
        var tcp = new TcpClient(server.addresses().getFirst())) {
      assertThat(udp.ask("E udp")).isEqualTo("E udp");
      assertThat(tcp.ask("E tcp")).isEqualTo("E tcp");
    }
  }

  /// One of four engines cannot be made: the first is for UDP, the last for TCP.
  @ParameterizedTest
  @EnumSource
  void aServerThatCannotBeginLeavesNothingBound(SocketKind kind) throws IOException {
    var free = freeAddress(kind);
    for (var made = 0; made < 4; made++) {
      var left = new AtomicInteger(made);
      assertThatIllegalStateException()
          .isThrownBy(
              () ->
                  DnsServer.start(
                          List.of(free),
                          kind,
                          Servers.DEFAULTS,
                          () -> {
                            if (left.getAndDecrement() == 0) {
                              throw new IllegalStateException("as the test wants it");
                            }
                            return new TalkingProcessor();
                          })
                      .close());
      DnsServer.start(List.of(free), kind, Servers.DEFAULTS, TalkingProcessor::new).close();
    }
  }

  /// A socket on `::` takes IPv4 too, but only the addresses asked for are served.
  @ParameterizedTest
  @EnumSource
  void ofTheWildcardsClientsOnlyThoseOfAddressesAskedForAreServed(SocketKind kind)
      throws IOException {
    var port = freeAddress(kind).getPort();
    var listen = List.of(Servers.at("::", port), Servers.at("127.0.0.1", port));
    try (var server = DnsServer.start(listen, kind, Servers.DEFAULTS, TalkingProcessor::new);
        var ipv6 = new TcpClient(Servers.at("::1", port));
        var asked = new TcpClient(Servers.at("127.0.0.1", port));
        var other = new TcpClient(Servers.at("127.0.0.2", port))) {
      assertThat(ipv6.ask("E six")).isEqualTo("E six");
      assertThat(asked.ask("E four")).isEqualTo("E four");
      assertThat(other.read()).isEqualTo(-1);
      assertThat(server.counters().tcpRefused()).isEqualTo(1);
    }
  }
}
