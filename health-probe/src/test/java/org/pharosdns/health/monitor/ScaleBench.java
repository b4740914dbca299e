package org.pharosdns.health.monitor;

import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.pharosdns.health.check.Check;
import org.pharosdns.health.check.ProbeResult;
import org.pharosdns.health.check.Prober;
import org.pharosdns.health.check.Target;
import org.pharosdns.health.check.TcpCheck;
import org.pharosdns.health.check.Timing;

/// Probes many endpoints of this host for a while and prints how late the probes started and what
/// they cost. Run by `bench/monitors`; arguments: monitors, interval in seconds, seconds to
/// measure.
final class ScaleBench {
  private static final int PORT = 19_753;
  private static final int MOST = 4_000_000;

  private final int[] lateMicros = new int[MOST];
  private final AtomicInteger probes = new AtomicInteger();
  private final AtomicInteger failures = new AtomicInteger();
  private volatile boolean measuring;
  private volatile HealthTable table = HealthTable.EMPTY;

  private ScaleBench() {}

  /// Runs the bench.
  public static void main(String[] arguments) throws Exception {
    int monitors = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 20_000;
    int interval = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5;
    int seconds = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 30;
    new ScaleBench().run(monitors, Duration.ofSeconds(interval), seconds, System.out);
  }

  private void run(int count, Duration interval, int seconds, PrintStream out) throws Exception {
    var timing = new Timing(interval, Duration.ofSeconds(2), interval, 0.1, 3, 2);
    Set<Monitor> set = new HashSet<>();
    for (int i = 0; i < count; i++) {
      var address = InetAddress.ofLiteral("127.1." + (i >> 8) + '.' + (i & 0xff));
      set.add(new Monitor(new TcpCheck(timing, PORT, null, null), new Target(address, PORT)));
    }
    int perSecond = (int) (2L * count / Math.max(1, interval.toSeconds()));
    try (var listener = listen();
        var prober = new Prober(System::nanoTime, InstantSource.system());
        var monitors =
            new HealthMonitors(
                new MonitorSettings(Math.max(2000, perSecond), 4, Duration.ofMillis(100)),
                (check, target) -> probe(prober, check, target),
                System::nanoTime,
                new SplittableRandom(1),
                (table, changed) -> {})) {
      monitors.watch(set);
      pause(interval.multipliedBy(3));
      measuring = true;
      long cpuBefore = cpuNanos();
      for (int tenth = 0; tenth < 10 * seconds; tenth++) {
        table = monitors.table();
        pause(Duration.ofMillis(100));
      }
      measuring = false;
      report(cpuNanos() - cpuBefore, seconds, out);
      if (!listener.isOpen()) {
        throw new IOException("the listener closed");
      }
    }
  }

  private ProbeResult probe(Prober prober, Check check, Target target) {
    if (measuring) {
      var status = table.status(new Monitor(check, target));
      int place = probes.getAndIncrement();
      if (status != null && status.nextProbeNanos() != Evidence.NEVER && place < MOST) {
        lateMicros[place] = (int) ((System.nanoTime() - status.nextProbeNanos()) / 1000);
      }
    }
    var result = prober.probe(check, target);
    if (measuring && result.kind() != ProbeResult.Kind.PASS) {
      failures.incrementAndGet();
    }
    return result;
  }

  private void report(long cpuNanos, int seconds, PrintStream out) {
    int count = Math.min(MOST, probes.get());
    int[] late = Arrays.copyOf(lateMicros, count);
    Arrays.sort(late);
    out.printf(
        "probes      %d (%d a second), %d not passed%n", count, count / seconds, failures.get());
    for (double share : new double[] {0.5, 0.9, 0.99, 0.999, 1}) {
      int place = Math.max(0, (int) Math.ceil(share * count) - 1);
      out.printf("late p%-5s %.1f ms%n", share * 100, late[place] / 1000.0);
    }
    out.printf("processor   %.2f cores, the listener included%n", cpuNanos / 1e9 / seconds);
  }

  private static long cpuNanos() {
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO).toNanos();
  }

  /// One socket answers for the whole of 127.0.0.0/8.
  private static ServerSocketChannel listen() throws IOException {
    var channel = ServerSocketChannel.open();
    channel.bind(new InetSocketAddress(PORT), 4096);
    Thread.ofPlatform().daemon().start(() -> accept(channel));
    return channel;
  }

  private static void accept(ServerSocketChannel channel) {
    try {
      while (channel.isOpen()) {
        channel.accept().close();
      }
    } catch (IOException e) {
      // Closed at the end of the run.
      return;
    }
  }

  private static void pause(Duration time) throws InterruptedException {
    if (new CountDownLatch(1).await(time.toNanos(), TimeUnit.NANOSECONDS)) {
      throw new IllegalStateException("nobody counts this down");
    }
  }
}
