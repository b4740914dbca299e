package org.pharosdns.cli.server;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.pharosdns.cli.config.SteeringFile;
import org.pharosdns.cli.zones.ZoneData;
import org.pharosdns.cli.zones.ZoneSource;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.dns.wire.RecordType;
import org.pharosdns.zone.model.HeapRoom;
import org.pharosdns.zone.model.RRset;
import org.pharosdns.zone.model.ZoneContentsBuilder;
import org.pharosdns.zone.steer.ZoneSteering;
import org.slf4j.LoggerFactory;

/// What is given back, and when: the heap although the JVM sees no need.
class TidyingTest {
  private static final long MIB = 1 << 20;

  /// A heap that grows when it is told to, and after a collection takes what lives.
  private static final class GrowingMachine implements Tidying.Machine {
    private long octets;
    private long live;
    private int collections;
    private int releases;
    private boolean standsBack;

    @Override
    public long heapOctets() {
      return octets;
    }

    @Override
    public void collect() {
      collections++;
      octets = live;
    }

    @Override
    public void releaseFiles() {
      releases++;
    }

    @Override
    public void compilersStandBack() {
      standsBack = true;
    }
  }

  private List<ZoneData> zones = List.of();
  private final GrowingMachine machine = new GrowingMachine();
  private final Tidying tidying = new Tidying(() -> zones, machine);

  private void started(long octets) {
    machine.live = octets;
    machine.octets = octets;
    tidying.look();
    tidying.look();
    tidying.look();
  }

  /// Two looks at a heap that takes so much: it is quiet at the second one.
  private void looksAt(long octets) {
    machine.octets = octets;
    tidying.look();
    tidying.look();
  }

  @Test
  void aSmallHeapIsCollectedWhenItHasGrownBy64MiB() {
    started(20 * MIB);
    looksAt(84 * MIB);
    assertThat(machine.collections).isZero();
    looksAt(84 * MIB + 1);
    assertThat(machine.collections).isOne();
    looksAt(20 * MIB);
    assertThat(machine.collections).isOne();
  }

  @Test
  void aLargeHeapIsCollectedWhenItHasDoubled() {
    started(100 * MIB);
    looksAt(200 * MIB);
    assertThat(machine.collections).isZero();
    looksAt(200 * MIB + 1);
    assertThat(machine.collections).isOne();
  }

  @Test
  void aHeapThatGrowsIsLeftAloneUntilItHasGrownByFourTimesAsMuch() {
    started(20 * MIB);
    for (var octets = 21; octets <= 276; octets++) {
      machine.octets = octets * MIB;
      tidying.look();
    }
    assertThat(machine.collections).isZero();
    machine.octets++;
    tidying.look();
    assertThat(machine.collections).isOne();
  }

  @Test
  void aHeapThatIsNeededIsCollectedOnce() {
    started(20 * MIB);
    machine.live = 150 * MIB;
    looksAt(150 * MIB);
    looksAt(150 * MIB);
    assertThat(machine.collections).isOne();
    looksAt(301 * MIB);
    assertThat(machine.collections).isEqualTo(2);
  }

  @Test
  void aStartGrowsAsItMust() {
    machine.octets = 20 * MIB;
    tidying.look();
    machine.octets = 500 * MIB;
    tidying.look();
    tidying.look();
    tidying.look();
    assertThat(machine.collections).isZero();
  }

  /// A zone so large that it is tidied once it does not change any more.
  private static ZoneData largeZone() {
    return largeZone(HeapRoom.OF_JVM);
  }

  private static ZoneData largeZone(HeapRoom room) {
    var apex = DnsName.parse("large.example");
    var contents = new ZoneContentsBuilder(apex, 8 << 20, room);
    var text = new byte[60_000];
    for (var i = 0; i < 100; i++) {
      contents.add(
          List.of(new RRset(apex.child("t" + i), RecordType.TXT, 60, List.of(text.clone()))));
    }
    return new ZoneData(
        new ZoneSource(apex, Path.of("large.zone"), Path.of("large.toml")),
        contents.build(),
        new SteeringFile(ZoneSteering.none(Path.of("large.toml"), apex), Map.of()),
        List.of(),
        List.of());
  }

  @Test
  void aHeapThatGrowsByEditsOfALargeZoneIsCollectedInTheEnd() {
    started(20 * MIB);
    for (var octets = 21; octets <= 276; octets += 15) {
      zones = List.of(largeZone());
      machine.octets = octets * MIB;
      tidying.look();
    }
    assertThat(machine.collections).isZero();
    zones = List.of(largeZone());
    machine.octets++;
    tidying.look();
    assertThat(machine.collections).isOne();
  }

  @Test
  void aLargeZoneThatHasChangedIsPackedAndTheHeapCollected() {
    started(20 * MIB);
    zones = List.of(largeZone());
    tidying.look();
    assertThat(machine.collections).isZero();
    tidying.look();
    assertThat(machine.collections).isOne();
  }

  /// A heap of a gibibyte that can be filled.
  private static final class FillingHeap implements HeapRoom.Heap {
    private long used;
    private long nowNanos;
    private int collections;

    @Override
    public long maxOctets() {
      return 1024 * MIB;
    }

    @Override
    public long usedOctets() {
      return used;
    }

    @Override
    public void collect() {
      collections++;
    }

    @Override
    public long nowNanos() {
      return nowNanos;
    }
  }

  private static boolean isUnpacked(ZoneData zone) {
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    System.gc();
    var before = threads.getCurrentThreadAllocatedBytes();
    zone.contents().cursor();
    return threads.getCurrentThreadAllocatedBytes() - before < MIB;
  }

  @Test
  void aZoneForWhosePackingThereIsNoRoomIsPackedAMinuteLater() {
    started(20 * MIB);
    var heap = new FillingHeap();
    zones = List.of(largeZone(new HeapRoom(heap)));
    heap.used = heap.maxOctets();
    tidying.look();
    tidying.look();
    assertThat(isUnpacked(zones.getFirst())).isTrue();
    var before = machine.collections;
    heap.used = 0;
    for (var looks = 0; looks < 30; looks++) {
      tidying.look();
    }
    assertThat(isUnpacked(zones.getFirst())).isFalse();
    var collections = machine.collections;
    assertThat(collections).isEqualTo(before + 1);
    for (var looks = 0; looks < 60; looks++) {
      tidying.look();
    }
    assertThat(machine.collections).isEqualTo(collections);
  }

  @Test
  void aZoneThatCanNeverBePackedIsToldOfOnceAndEverMoreSeldomCollectedFor() {
    var lines = new ListAppender<ILoggingEvent>();
    var log = (Logger) LoggerFactory.getLogger(Tidying.class);
    lines.start();
    log.addAppender(lines);
    try {
      started(20 * MIB);
      var heap = new FillingHeap();
      zones = List.of(largeZone(new HeapRoom(heap)));
      heap.used = heap.maxOctets();
      tidying.look();
      tidying.look();
      var collections = machine.collections;
      var after = new ArrayList<Duration>();
      for (var looks = 1; looks <= 5400; looks++) {
        heap.nowNanos += Tidying.PERIOD.toNanos();
        var before = heap.collections;
        tidying.look();
        if (heap.collections > before) {
          after.add(Tidying.PERIOD.multipliedBy(looks));
        }
      }
      assertThat(after)
          .extracting(Duration::toMinutes)
          .containsExactly(1L, 3L, 7L, 15L, 31L, 63L, 123L);
      assertThat(machine.collections).isEqualTo(collections);
      assertThat(lines.list)
          .extracting(ILoggingEvent::getFormattedMessage)
          .singleElement()
          .asString()
          .startsWith("the records of large.example. stay unpacked for now: ");
    } finally {
      log.detachAppender(lines);
    }
  }

  @Test
  void whatTheWarmUpTookIsGivenBackOnce() {
    tidying.look();
    tidying.look();
    assertThat(machine.releases).isZero();
    assertThat(machine.standsBack).isFalse();
    looksAt(20 * MIB);
    assertThat(machine.releases).isOne();
    assertThat(machine.standsBack).isTrue();
  }
}
