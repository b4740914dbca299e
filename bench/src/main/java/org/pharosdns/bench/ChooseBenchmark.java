package org.pharosdns.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
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
import org.pharosdns.cli.config.ConfigLoader;
import org.pharosdns.dns.query.Client;
import org.pharosdns.dns.query.Draw;
import org.pharosdns.dns.query.Query;
import org.pharosdns.dns.query.QueryParser;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.dns.wire.RecordType;
import org.pharosdns.zone.steer.Choice;
import org.pharosdns.zone.steer.CompiledSteering;
import org.pharosdns.zone.steer.HealthView;
import org.pharosdns.zone.steer.MonitorReading;
import org.pharosdns.zone.steer.SteeredMember;
import org.pharosdns.zone.steer.SteeringPlan;
import org.pharosdns.zone.steer.ZoneRecords;

/// Choosing among the four addresses of a steered name.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ChooseBenchmark {
  private static final HealthView ALL_WELL =
      new HealthView() {
        @Override
        public List<MonitorReading> readings(SteeredMember member) {
          return List.of();
        }

        @Override
        public Forced forced(SteeredMember member) {
          return Forced.AUTO;
        }

        @Override
        public long nowNanos() {
          return 0;
        }

        @Override
        public long watchedNanos(SteeredMember member) {
          return 0;
        }
      };

  /// How to choose.
  @Param({"rotate", "weighted", "hash"})
  public String select;

  private final Query query = new Query(new Draw(1));
  private final Choice choice = new Choice();
  private CompiledSteering steering;

  /// Compiles the steering of one name without checks.
  @Setup
  public void compile() {
    var weights = select.equals("weighted") ? "weights = { \"127.0.0.11\" = 3 }\n" : "";
    var text = "[name.www]\nselect = \"" + select + "\"\n" + weights;
    var configuration = Objects.requireNonNull(ConfigLoader.load(null, Path.of("")).value());
    var file = ConfigLoader.loadSteering(Path.of("steering.toml"), text, Shop.APEX, configuration);
    if (file.value() == null) {
      throw new IllegalStateException(file.problems().toString());
    }
    var contents = Shop.contents(0);
    steering =
        SteeringPlan.of(file.value().steering(), ZoneRecords.of(contents), contents.room())
            .compile(ALL_WELL)
            .getFirst();
    var wire = Shop.query("www", RecordType.A);
    var client = new Client(Client.Transport.UDP);
    client.address(new byte[] {127, 0, 0, 1}, 0, 4);
    QueryParser.parse(query, wire, 0, wire.length, client, 0);
  }

  @Benchmark
  public int choose() {
    steering.choose(query, choice);
    return choice.count();
  }
}
