package org.pharosdns.bench;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.pharosdns.dns.query.Client;
import org.pharosdns.dns.query.Draw;
import org.pharosdns.dns.query.HashedName;
import org.pharosdns.dns.query.Query;
import org.pharosdns.dns.query.QueryParser;
import org.pharosdns.dns.server.QueryCounters;
import org.pharosdns.dns.server.QueryProcessor;
import org.pharosdns.dns.server.ServerSettings;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.dns.wire.RecordType;
import org.pharosdns.zone.compile.CompiledZone;
import org.pharosdns.zone.compile.Resolution;
import org.pharosdns.zone.serve.ServedZone;
import org.pharosdns.zone.serve.ZoneStore;

/// A query without its sockets: reading it, finding the name, and all of it from octets to octets,
/// which is both and writing the answer.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class QueryBenchmark {
  /// Names in the zone.
  @Param({"1000", "1000000"})
  public int names;

  /// A name with four addresses, an alias of it, one that does not exist.
  @Param({"www", "alias", "missing"})
  public String label;

  private final Client client = new Client(Client.Transport.UDP);
  private final Query parsed = new Query(new Draw(1));
  private final HashedName name = new HashedName();
  private final Resolution resolution = new Resolution();
  private final byte[] out = new byte[ServerSettings.DEFAULTS.udpPayload()];
  private byte[] query;
  private CompiledZone zone;
  private QueryProcessor processor;

  /// Loads the zone.
  @Setup
  public void load() {
    query = Shop.query(label, RecordType.A);
    zone = Shop.zone(names);
    name.set(DnsName.parse(label + ".example.com."));
    var store = new ZoneStore();
    store.publish(List.of(new ServedZone(zone, List.of())));
    processor =
        new QueryProcessor(store, ServerSettings.DEFAULTS, new QueryCounters(), new Draw(1));
  }

  @Benchmark
  public int parse() {
    return QueryParser.parse(parsed, query, 0, query.length, client, 0);
  }

  @Benchmark
  public int lookUp() {
    zone.resolve(name, RecordType.A, resolution);
    return resolution.block();
  }

  @Benchmark
  public int answer() {
    return processor.process(query, 0, query.length, client, 0, out, 0);
  }
}
