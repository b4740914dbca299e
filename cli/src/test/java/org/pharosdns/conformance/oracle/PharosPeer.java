package org.pharosdns.conformance.oracle;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.pharosdns.dns.query.Draw;
import org.pharosdns.dns.server.QueryCounters;
import org.pharosdns.dns.server.QueryProcessor;
import org.pharosdns.dns.server.ServerSettings;
import org.pharosdns.dns.transport.DnsServer;
import org.pharosdns.dns.transport.TransportSettings;
import org.pharosdns.zone.compile.CompiledZone;
import org.pharosdns.zone.load.LoadLimits;
import org.pharosdns.zone.load.ZoneLoader;
import org.pharosdns.zone.serve.ServedZone;
import org.pharosdns.zone.serve.ZoneStore;

/// This server, in this process, on loopback.
final class PharosPeer implements Peer {
  private final DnsServer server;

  private PharosPeer(DnsServer server) {
    this.server = server;
  }

  /// Starts it on a port that the system chooses, serving `zones` from their files in `folder`.
  ///
  /// @throws AssertionError with the problems of the zones that it refuses and the others take
  static PharosPeer start(Path folder, List<GeneratedZone> zones) {
    var served = new ArrayList<ServedZone>();
    var refused = new StringBuilder();
    for (var zone : zones) {
      var file = folder.resolve(zone.fileName());
      var result = ZoneLoader.load(file, zone.apex(), LoadLimits.DEFAULTS);
      var contents = result.contents();
      if (contents == null) {
        refused.append(zone.apex()).append(' ').append(result.problems()).append('\n');
      } else {
        served.add(new ServedZone(CompiledZone.compile(contents, List.of()), List.of()));
      }
    }
    if (!refused.isEmpty()) {
      throw new AssertionError("zones refused that the others take:\n" + refused);
    }
    var store = new ZoneStore();
    store.publish(served);
    var seeds = new AtomicLong();
    return new PharosPeer(
        DnsServer.start(
            List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)),
            TransportSettings.defaults(1),
            () ->
                new QueryProcessor(
                    store,
                    ServerSettings.DEFAULTS,
                    new QueryCounters(),
                    new Draw(seeds.incrementAndGet())),
            List.of()));
  }

  @Override
  public String name() {
    return "PHAROS";
  }

  @Override
  public InetSocketAddress address() {
    return server.addresses().getFirst();
  }

  @Override
  public void close() {
    server.close();
  }
}
