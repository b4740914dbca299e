package org.pharosdns.bench;

import java.util.ArrayList;
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
import org.pharosdns.dns.query.Query;
import org.pharosdns.dns.server.QueryCounters;
import org.pharosdns.dns.server.QueryProcessor;
import org.pharosdns.dns.server.ServerSettings;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.dns.wire.RecordType;
import org.pharosdns.zone.compile.CompiledZone;
import org.pharosdns.zone.serve.ServedZone;
import org.pharosdns.zone.serve.ZoneStore;
import org.pharosdns.zone.steer.Choice;
import org.pharosdns.zone.steer.SteeredRRset;

/// What steering costs a name that has none: whole answers from a zone in which nothing is steered,
/// and from the same zone in which many other names are.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class UnsteeredBenchmark {
  private static final int NAMES = 10_000;

  /// Other names of the zone that are steered.
  @Param({"0", "10000"})
  public int steered;

  /// A name with four addresses, an alias of it, one that does not exist.
  @Param({"www", "alias", "missing"})
  public String label;

  private final Client client = new Client(Client.Transport.UDP);
  private final byte[] out = new byte[ServerSettings.DEFAULTS.udpPayload()];
  private byte[] query;
  private QueryProcessor processor;

  /// One address for a minute.
  private record Told(DnsName owner) implements SteeredRRset {
    @Override
    public int type() {
      return RecordType.A;
    }

    @Override
    public void choose(Query query, Choice choice) {
      choice.begin(Choice.Kind.RECORDS, 60, -1);
      choice.add(new byte[] {127, 0, 0, 1});
    }
  }

  /// Loads the zone.
  @Setup
  public void load() {
    query = Shop.query(label, RecordType.A);
    var others = new ArrayList<Told>();
    for (var i = 0; i < steered; i++) {
      others.add(new Told(DnsName.parse("host" + i, Shop.APEX)));
    }
    var store = new ZoneStore();
    var zone = CompiledZone.compile(Shop.contents(NAMES), others.stream().map(Told::key).toList());
    store.publish(List.of(new ServedZone(zone, List.copyOf(others))));
    processor =
        new QueryProcessor(store, ServerSettings.DEFAULTS, new QueryCounters(), new Draw(1));
  }

  @Benchmark
  public int answer() {
    return processor.process(query, 0, query.length, client, 0, out, 0);
  }
}
