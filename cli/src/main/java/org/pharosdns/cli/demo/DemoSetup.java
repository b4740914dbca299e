package org.pharosdns.cli.demo;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.pharosdns.cli.Console;
import org.pharosdns.cli.control.RunningServer;
import org.pharosdns.cli.control.ServeOptions;
import org.pharosdns.cli.control.ServerLauncher;
import org.pharosdns.cli.control.StartFailure;

/// Everything that runs in a demonstration: the endpoints, the files, the server.
record DemoSetup(List<Endpoint> endpoints, DemoSite site, RunningServer server)
    implements AutoCloseable {
  private static final InetAddress HOST = InetAddress.ofLiteral("127.0.0.1");
  private static final int DNS_PORT = 5300;
  private static final int ATTEMPTS = 20;

  /// Starts everything. Where a port is busy another one is taken, and `console` says so.
  ///
  /// @throws StartFailure when the server does not start
  static DemoSetup start(ServerLauncher launcher, Console console)
      throws IOException, StartFailure {
    List<Endpoint> endpoints = startEndpoints();
    try {
      int port = dnsPort();
      if (port != DNS_PORT) {
        console
            .out()
            .printf(
                "Port %d is busy, so the demo answers on %s:%d.%n",
                DNS_PORT, HOST.getHostAddress(), port);
      }
      DemoSite site =
          DemoSite.create(HOST.getHostAddress() + ":" + port, endpoints.getFirst().port());
      try {
        var options = new ServeOptions(site.configuration(), null, List.of());
        return new DemoSetup(endpoints, site, launcher.start(options, () -> {}));
      } catch (StartFailure e) {
        site.close();
        throw e;
      }
    } catch (IOException | StartFailure e) {
      endpoints.forEach(Endpoint::close);
      throw e;
    }
  }

  /// Starts the endpoints on one port: that of the sample if it is free, else one that is free on
  /// all addresses.
  private static List<Endpoint> startEndpoints() throws IOException {
    IOException last = new IOException("no port is free");
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      List<Endpoint> started = new ArrayList<>();
      try {
        int port = attempt == 0 ? DemoSite.samplePort() : 0;
        for (String address : DemoSite.ADDRESSES) {
          started.add(Endpoint.start(address, port));
          port = started.getFirst().port();
        }
        return List.copyOf(started);
      } catch (IOException e) {
        started.forEach(Endpoint::close);
        last = e;
      }
    }
    throw last;
  }

  /// Returns a port that is free for UDP and TCP: the one of the samples, if possible.
  private static int dnsPort() throws IOException {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      OptionalInt port = free(attempt == 0 ? DNS_PORT : 0);
      if (port.isPresent()) {
        return port.getAsInt();
      }
    }
    throw new IOException("no port is free for DNS");
  }

  /// Returns `port`, or one that the system chooses for 0, or nothing where it is busy.
  private static OptionalInt free(int port) {
    try (var tcp = new ServerSocket(port, 1, HOST);
        var udp = new DatagramSocket(tcp.getLocalPort(), HOST)) {
      return OptionalInt.of(udp.getLocalPort());
    } catch (IOException e) {
      return OptionalInt.empty();
    }
  }

  /// Returns the address on which the server answers DNS.
  InetSocketAddress dns() {
    return server.addresses().getFirst();
  }

  @Override
  public void close() throws IOException {
    server.close();
    endpoints.forEach(Endpoint::close);
    site.close();
  }
}
