package org.pharosdns.cli.server;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.pharosdns.cli.libc.MappedFiles;
import org.pharosdns.cli.zones.ZoneData;
import org.pharosdns.dns.transport.Background;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.zone.model.NoRoomException;
import org.pharosdns.zone.model.ZoneContents;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Gives memory back to the system after a start, and after large zones were loaded or edited.
///
/// Answers come from compiled zones; the contents are only read by reloads and commands, so
/// those of large zones are packed; where the heap has no room for that, it is tried again a
/// minute later and then ever more seldom. Then the heap is collected once: it has grown for
/// what loading needs and would keep that for good. It is collected as well when it has grown
/// to several times of what it was: the JVM would rather let it grow to its limit, a quarter of
/// all memory, than collect what edits and verdicts leave behind. Once a start is over, what it
/// read of the JVM and its class archive is unmapped, and the compilers stand back.
final class Tidying {
  /// How often {@link #look} should be called: a zone that changes from one look to the next is
  /// left alone.
  static final Duration PERIOD = Duration.ofSeconds(2);

  private static final Logger LOG = LoggerFactory.getLogger(Tidying.class);

  /// So many looks later the compilers have done most of what they do.
  private static final int LOOKS_OF_WARM_UP = 3;

  /// So many looks after a zone could not be packed it is tried again: a minute. A try may collect
  /// the heap, so each one that fails doubles that.
  private static final int LOOKS_BEFORE_TRY = 30;

  /// No more than so many: an hour.
  private static final int MOST_LOOKS_BEFORE_TRY = 1800;

  /// A heap that has grown by less is left alone.
  private static final long GROWTH_OCTETS = 64L << 20;

  /// A collection stops everything for as long as it takes, 30 ms for a small heap, 130 ms with
  /// ten thousand steered names. So it waits for a moment in which the heap does not grow, but not
  /// beyond so many times of that growth.
  private static final int PATIENCE = 4;

  private final Supplier<Collection<ZoneData>> zones;
  private final Machine machine;
  private List<WeakReference<ZoneContents>> seen;
  private boolean waiting;
  private long looks;

  /// The looks from one try to pack what is left to the next.
  private int pause = LOOKS_BEFORE_TRY;

  /// The looks since the last one.
  private int waited;

  /// The zones that are not packed for want of room.
  private volatile Set<DnsName> left = Set.of();

  /// What the heap took at the last look.
  private long lastOctets;

  /// What the heap took after it was last collected, or, before that, after the warm-up; null until
  /// then. Under the lock of this.
  private @Nullable Long settledOctets;

  /// The virtual machine, as far as it can be tidied.
  interface Machine {
    /// Returns what the heap takes of the system's memory.
    long heapOctets();

    /// Collects the heap, and gives back what is free then.
    void collect();

    /// Unmaps what was read of files.
    void releaseFiles();

    /// Lets the compilers go behind everything else.
    void compilersStandBack();
  }

  /// The machine that this runs on.
  static final Machine OWN =
      new Machine() {
        @Override
        public long heapOctets() {
          return Runtime.getRuntime().totalMemory();
        }

        @Override
        public void collect() {
          System.gc();
        }

        @Override
        public void releaseFiles() {
          try {
            LOG.debug("{} octets of mapped files released", MappedFiles.release());
          } catch (IOException e) {
            LOG.debug("mapped files stay in memory: {}", e.getMessage());
          }
        }

        @Override
        public void compilersStandBack() {
          Background.compilersStandBack();
        }
      };

  /// Tidies the zones in force, in the background.
  Tidying(Supplier<Collection<ZoneData>> zones, Machine machine) {
    this.zones = zones;
    this.machine = machine;
    var large = large();
    seen = references(large);
    if (!large.isEmpty()) {
      Thread.ofPlatform().daemon().name("tidying").start(() -> tidy(large));
    }
  }

  /// Tidies where a large zone has changed and then stayed as it is for a while, and where the heap
  /// has grown. What the warm-up read is given back once.
  void look() {
    if (++looks == LOOKS_OF_WARM_UP) {
      machine.releaseFiles();
      machine.compilersStandBack();
      settle();
    }
    var large = large();
    var changed =
        large.stream()
            .anyMatch(zone -> seen.stream().noneMatch(each -> each.refersTo(zone.contents())));
    seen = references(large);
    if (waiting && !changed) {
      pause = LOOKS_BEFORE_TRY;
      waited = 0;
      tidy(large);
    } else if (!changed && !left.isEmpty() && ++waited >= pause) {
      tryAgain(large);
    } else if (hasGrown(changed)) {
      collect();
    }
    waiting = changed;
  }

  private synchronized void settle() {
    if (settledOctets == null) {
      settledOctets = machine.heapOctets();
    }
  }

  /// @param changing whether a large zone is being changed
  private synchronized boolean hasGrown(boolean changing) {
    var octets = machine.heapOctets();
    var isQuiet = !changing && octets == lastOctets;
    lastOctets = octets;
    if (settledOctets == null) {
      return false;
    }
    var most = Math.max(GROWTH_OCTETS, settledOctets);
    return octets - settledOctets > (isQuiet ? most : PATIENCE * most);
  }

  private synchronized void collect() {
    machine.collect();
    settledOctets = machine.heapOctets();
  }

  private List<ZoneData> large() {
    return zones.get().stream().filter(zone -> zone.contents().isLarge()).toList();
  }

  private static List<WeakReference<ZoneContents>> references(List<ZoneData> zones) {
    return zones.stream().map(zone -> new WeakReference<>(zone.contents())).toList();
  }

  private void tidy(List<ZoneData> large) {
    pack(large);
    collect();
    machine.releaseFiles();
  }

  /// There is something to collect only where a zone was packed.
  private void tryAgain(List<ZoneData> large) {
    var before = left;
    pack(large);
    waited = 0;
    if (left.containsAll(before)) {
      pause = Math.min(2 * pause, MOST_LOOKS_BEFORE_TRY);
    } else {
      pause = LOOKS_BEFORE_TRY;
      collect();
    }
  }

  /// Tells once of a zone that there is no room for.
  private void pack(List<ZoneData> large) {
    var unpacked = new HashSet<DnsName>();
    for (var zone : large) {
      try {
        zone.landmarks().landmarks();
        zone.contents().pack();
      } catch (NoRoomException e) {
        if (!left.contains(zone.apex())) {
          LOG.info("the records of {} stay unpacked for now: {}", zone.apex(), e.message());
        }
        unpacked.add(zone.apex());
      }
    }
    left = Set.copyOf(unpacked);
  }
}
