package org.pharosdns.cli.tap;

import java.io.IOException;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.pharosdns.cli.config.DnstapSection;
import org.pharosdns.cli.config.QueryLogSection;
import org.pharosdns.cli.config.TapSection;
import org.pharosdns.cli.control.ProgramVersion;
import org.pharosdns.dns.tap.Tap;
import org.pharosdns.dns.tap.TapRing;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The query log and dnstap as far as they are on. Off, there is no tap, no ring and no thread.
public final class Taps implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Taps.class);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final LongSupplier seeds;
  private @Nullable QueryLog queryLog;
  private @Nullable Dnstap dnstap;
  private final List<Supplier<Tap>> makers = new ArrayList<>();

  private Taps(LongSupplier seeds) {
    this.seeds = seeds;
  }

  /// Opens what is on.
  ///
  /// @param identity of this server, or null
  /// @param seeds for the draws of samples
  /// @throws IOException when the file of the query log cannot be opened
  public static Taps open(
      TapSection section,
      @Nullable String identity,
      LongSupplier seeds,
      InstantSource wall,
      LongSupplier nanoTime)
      throws IOException {
    var taps = new Taps(seeds);
    var log = section.queryLog();
    if (log != null) {
      taps.openQueryLog(log, wall, nanoTime);
    }
    var dnstap = section.dnstap();
    if (dnstap != null) {
      taps.openDnstap(dnstap, identity, wall, nanoTime);
    }
    return taps;
  }

  private void openQueryLog(QueryLogSection section, InstantSource wall, LongSupplier nanoTime)
      throws IOException {
    var capacity = TapRings.capacity(section.bufferOctets());
    var rings = new TapRings<>(draw -> new TapRing(capacity, section.sample(), draw), seeds);
    queryLog = new QueryLog(section.file(), rings, wall, nanoTime);
    makers.add(rings::add);
  }

  private void openDnstap(
      DnstapSection section, @Nullable String identity, InstantSource wall, LongSupplier nanoTime) {
    var time = new WallTime(wall, nanoTime);
    var frames =
        new DnstapFrames(
            time,
            identity,
            "pharos " + ProgramVersion.text(),
            section.queries(),
            section.responses());
    var capacity = TapRings.capacity(section.bufferOctets());
    var rings =
        new TapRings<>(draw -> new FrameRing(frames, capacity, section.sample(), draw), seeds);
    dnstap = new Dnstap(collector(section), PATIENCE, rings, time, nanoTime);
    makers.add(rings::add);
  }

  private static SocketAddress collector(DnstapSection section) {
    var socket = section.socket();
    return socket == null
        ? Objects.requireNonNull(section.address(), "one of the two is given")
        : UnixDomainSocketAddress.of(socket);
  }

  /// Makes the tap of an event loop; null when all is off.
  public @Nullable Tap tap() {
    Tap tap = null;
    for (var each : makers) {
      var ring = each.get();
      tap = tap == null ? ring : Tap.both(tap, ring);
    }
    return tap;
  }

  /// Opens the file of the query log anew, as after a rotation.
  public void reopen() {
    if (queryLog != null) {
      queryLog.reopen();
    }
  }

  /// The threads of those that are on, each as something that runs a task on it.
  public Map<String, Executor> loops() {
    var loops = new HashMap<String, Executor>();
    if (queryLog != null) {
      loops.put("query log", queryLog.loop());
    }
    if (dnstap != null) {
      loops.put("dnstap", dnstap.loop());
    }
    return loops;
  }

  /// What one of the two has done since the start.
  ///
  /// @param name `query_log` or `dnstap`
  /// @param written lines or frames
  /// @param dropped what became none
  /// @param connected whether what is written goes somewhere
  public record Report(String name, long written, long dropped, boolean connected) {}

  /// Returns what those that are on have done.
  public List<Report> reports() {
    var reports = new ArrayList<Report>();
    if (queryLog != null) {
      reports.add(new Report("query_log", queryLog.written(), queryLog.dropped(), true));
    }
    if (dnstap != null) {
      reports.add(new Report("dnstap", dnstap.sent(), dnstap.dropped(), dnstap.isConnected()));
    }
    return reports;
  }

  @Override
  public void close() {
    close(queryLog);
    close(dnstap);
  }

  private static void close(@Nullable AutoCloseable part) {
    try {
      if (part != null) {
        part.close();
      }
    } catch (Exception e) {
      LOG.warn("{} did not close cleanly", part, e);
    }
  }
}
