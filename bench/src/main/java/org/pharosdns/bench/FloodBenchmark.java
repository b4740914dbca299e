package org.pharosdns.bench;

import java.util.List;
import java.util.SplittableRandom;
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
import org.pharosdns.dns.cookie.ServerCookies;
import org.pharosdns.dns.query.Client;
import org.pharosdns.dns.query.Draw;
import org.pharosdns.dns.query.Networks;
import org.pharosdns.dns.server.Policing;
import org.pharosdns.dns.server.QueryCounters;
import org.pharosdns.dns.server.QueryProcessor;
import org.pharosdns.dns.server.RateLimiter;
import org.pharosdns.dns.server.RateLimits;
import org.pharosdns.dns.server.ServerSettings;
import org.pharosdns.dns.wire.RecordType;
import org.pharosdns.zone.serve.ServedZone;
import org.pharosdns.zone.serve.ZoneStore;

/// What the defences against floods cost while there is none: whole answers to clients of 4,096
/// networks in turn, none of which asks too much or sends a cookie.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class FloodBenchmark {
  private static final int NETWORKS = 4096;

  /// What is on.
  @Param({"nothing", "limit", "cookies", "both"})
  public String on;

  private final Client client = new Client(Client.Transport.UDP);
  private final byte[] address = {10, 0, 0, 1};
  private final byte[] out = new byte[ServerSettings.DEFAULTS.udpPayload()];
  private int asked;
  private long nowNanos;
  private byte[] query;
  private QueryProcessor processor;

  /// Loads the zone.
  @Setup
  public void load() {
    query = Shop.query("www", RecordType.A);
    var limiter =
        on.equals("limit") || on.equals("both")
            ? new RateLimiter(
                new RateLimits(1_000_000, 2, false, Networks.NONE), new SplittableRandom(1))
            : null;
    var cookies =
        on.equals("cookies") || on.equals("both")
            ? new ServerCookies(List.of(new byte[ServerCookies.SECRET_OCTETS]), 0, 0)
            : null;
    var store = new ZoneStore();
    store.publish(List.of(new ServedZone(Shop.zone(1000), List.of())));
    processor =
        new QueryProcessor(
            store,
            ServerSettings.DEFAULTS,
            new Policing(limiter, cookies),
            new QueryCounters(),
            new Draw(1));
  }

  @Benchmark
  public int answer() {
    asked = (asked + 1) % NETWORKS;
    address[1] = (byte) (asked >> 8);
    address[2] = (byte) asked;
    client.address(address, 0, address.length);
    nowNanos += 1000;
    return processor.process(query, 0, query.length, client, nowNanos, out, 0);
  }
}
