package org.pharosdns.bench;

import java.io.ByteArrayOutputStream;
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
import org.pharosdns.dns.server.QueryCounters;
import org.pharosdns.dns.server.QueryProcessor;
import org.pharosdns.dns.server.ServerSettings;
import org.pharosdns.dns.wire.RecordType;
import org.pharosdns.zone.serve.ServedZone;
import org.pharosdns.zone.serve.ZoneStore;

/// Messages of 65,535 octets made to cost as much as can be, over TCP: each must stay under 1 ms.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class HardMessageBenchmark {
  private static final int OCTETS = 65_535;

  /// What fills the message behind its question.
  @Param({"records", "labels", "options", "cookies", "zeros"})
  public String kind;

  private final Client client = new Client(Client.Transport.TCP);
  private final byte[] out = new byte[QueryProcessor.MAX_ANSWER_OCTETS];
  private byte[] message;
  private QueryProcessor processor;

  /// Makes the message.
  @Setup
  public void load() {
    var store = new ZoneStore();
    store.publish(List.of(new ServedZone(Shop.zone(1000), List.of())));
    processor =
        new QueryProcessor(store, ServerSettings.DEFAULTS, new QueryCounters(), new Draw(1));
    var whole = new ByteArrayOutputStream();
    whole.writeBytes(Shop.query("www", RecordType.A));
    var question = whole.size();
    switch (kind) {
      case "records" -> fill(whole, record(new byte[] {0}));
      case "labels" -> fill(whole, record(labels()));
      case "options" -> fillOpt(whole, new byte[] {(byte) 0xfe, 0, 0, 0});
      case "cookies" -> fillOpt(whole, new byte[] {0, 10, 0, 8, 1, 2, 3, 4, 5, 6, 7, 8});
      default -> fill(whole, new byte[1]);
    }
    message = whole.toByteArray();
    var count = kind.equals("options") || kind.equals("cookies") ? 1 : 0xffff;
    message[10] = (byte) (count >> 8);
    message[11] = (byte) count;
    if (question >= message.length) {
      throw new IllegalStateException("nothing behind the question");
    }
  }

  private static void fill(ByteArrayOutputStream whole, byte[] piece) {
    while (whole.size() + piece.length <= OCTETS) {
      whole.writeBytes(piece);
    }
  }

  private static byte[] record(byte[] owner) {
    var record = new ByteArrayOutputStream();
    record.writeBytes(owner);
    record.writeBytes(new byte[] {0, 1, 0, 1, 0, 0, 0, 0, 0, 0});
    return record.toByteArray();
  }

  private static byte[] labels() {
    var name = new byte[255];
    for (var i = 0; i < 254; i += 2) {
      name[i] = 1;
      name[i + 1] = 'a';
    }
    return name;
  }

  private static void fillOpt(ByteArrayOutputStream whole, byte[] option) {
    var options = new ByteArrayOutputStream();
    while (whole.size() + 11 + options.size() + option.length <= OCTETS) {
      options.writeBytes(option);
    }
    var octets = options.size();
    whole.writeBytes(new byte[] {0, 0, 41, 16, 0, 0, 0, 0, 0, (byte) (octets >> 8), (byte) octets});
    whole.writeBytes(options.toByteArray());
  }

  @Benchmark
  public int answer() {
    return processor.process(message, 0, message.length, client, 0, out, 0);
  }
}
