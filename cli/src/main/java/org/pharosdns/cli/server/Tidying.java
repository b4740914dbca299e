package org.pharosdns.cli.server;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import org.pharosdns.cli.libc.MappedFiles;
import org.pharosdns.cli.zones.ZoneData;
import org.pharosdns.dns.transport.Background;
import org.pharosdns.zone.model.ZoneContents;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Gives memory back to the system after a start, and after large zones were loaded or edited.
///
/// Answers come from compiled zones; the contents are only read by reloads and commands, so those
/// of large zones are packed. Then the heap is collected once: it has grown for what loading needs
/// and would keep that for good. Once a start is over, what it read of the JVM and its class
/// archive is unmapped, and the compilers stand back.
final class Tidying {
  /// How often {@link #look} should be called: a zone that changes from one look to the next is
  /// left alone.
  static final Duration PERIOD = Duration.ofSeconds(2);

  private static final Logger LOG = LoggerFactory.getLogger(Tidying.class);

  /// So many looks later the compilers have done most of what they do.
  private static final int LOOKS_OF_WARM_UP = 3;

  private final Supplier<Collection<ZoneData>> zones;
  private List<WeakReference<ZoneContents>> seen;
  private boolean waiting;
  private long looks;

  /// Tidies the zones in force, in the background.
  Tidying(Supplier<Collection<ZoneData>> zones) {
    this.zones = zones;
    var large = large();
    seen = references(large);
    if (!large.isEmpty()) {
      Thread.ofPlatform().daemon().name("tidying").start(() -> tidy(large));
    }
  }

  /// Tidies where a large zone has changed and then stayed as it is for a while. What the warm-up
  /// read is given back once.
  void look() {
    if (++looks == LOOKS_OF_WARM_UP) {
      releaseFiles();
      Background.compilersStandBack();
    }
    var large = large();
    var changed =
        large.stream()
            .anyMatch(zone -> seen.stream().noneMatch(each -> each.refersTo(zone.contents())));
    seen = references(large);
    if (waiting && !changed) {
      tidy(large);
    }
    waiting = changed;
  }

  private List<ZoneData> large() {
    return zones.get().stream().filter(zone -> zone.contents().isLarge()).toList();
  }

  private static List<WeakReference<ZoneContents>> references(List<ZoneData> zones) {
    return zones.stream().map(zone -> new WeakReference<>(zone.contents())).toList();
  }

  private static void tidy(List<ZoneData> large) {
    for (var zone : large) {
      zone.landmarks().landmarks();
      zone.contents().pack();
    }
    System.gc();
    releaseFiles();
  }

  private static void releaseFiles() {
    try {
      LOG.debug("{} octets of mapped files released", MappedFiles.release());
    } catch (IOException e) {
      LOG.debug("mapped files stay in memory: {}", e.getMessage());
    }
  }
}
