package org.pharosdns.zone.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.pharosdns.dns.wire.DnsName;

class PackedContentsTest {
  private static final DnsName APEX = DnsName.parse("example.test");
  private static final int A = 1;
  private static final int OWNERS = 3000;

  @Test
  void packedContentsSayWhatTheyDidBefore() {
    var contents = zone(OWNERS);
    contents.pack();
    assertThat(contents).isEqualTo(zone(OWNERS)).isNotEqualTo(zone(OWNERS - 1));
    assertThat(contents.owners()).isEqualTo(OWNERS);
    assertThat(contents.records()).isEqualTo(2 * OWNERS);
    var owner = DnsName.parse("HOST77", APEX);
    assertThat(contents.find(owner, A))
        .usingRecursiveComparison()
        .isEqualTo(zone(OWNERS).find(owner, A));
    assertThat(contents.find(DnsName.parse("host" + OWNERS, APEX), A)).isNull();
    assertThat(names(contents)).isEqualTo(names(zone(OWNERS)));
  }

  @Test
  void contentsMayBePackedWhileTheyAreRead() {
    var contents = zone(OWNERS);
    var at = contents.cursor();
    assertThat(at.nextOwner()).isTrue();
    contents.pack();
    contents.pack();
    var owners = 1;
    while (at.nextOwner()) {
      owners++;
    }
    assertThat(owners).isEqualTo(OWNERS);
  }

  /// Or each collection of the heap would have the next question unpack all of it.
  @Test
  void whatIsReadThroughACursorStaysUnpacked() {
    var contents = zone(OWNERS);
    contents.pack();
    var at = contents.cursor();
    assertThat(at.nextOwner()).isTrue();
    assertThat(contents.at(at.ownerName())).isNotEmpty();
    System.gc();
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    var before = threads.getCurrentThreadAllocatedBytes();
    assertThat(contents.at(at.ownerName())).isNotEmpty();
    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(contents.octets() / 2);
    assertThat(at.nextOwner()).isTrue();
  }

  @Test
  void contentsThatAreVisitedStayUnpacked() {
    var contents = zone(OWNERS);
    contents.pack();
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    var allocated = new ArrayList<Long>();
    contents.forEachOwner(
        any -> {
          if (allocated.size() < 3) {
            System.gc();
          }
          allocated.add(threads.getCurrentThreadAllocatedBytes());
        });
    assertThat(allocated.get(2) - allocated.get(1)).isLessThan(contents.octets() / 2);
  }

  @Test
  void emptyZoneCanBePacked() {
    var contents = zone(0);
    contents.pack();
    assertThat(contents).isEqualTo(zone(0));
    assertThat(contents.find(APEX, A)).isNull();
  }

  @Test
  void packedOctetsAreSmallAndComeBackWhole() {
    var octets = new byte[200_000];
    var numbers = new int[50_000];
    for (var i = 0; i < numbers.length; i++) {
      octets[i] = (byte) (i >> 8);
      numbers[i] = 7 + 33 * i;
    }
    var packed = PackedOctets.of(octets, octets.length, numbers, HeapRoom.OF_JVM);
    assertThat(packed.octets()).isEqualTo(octets);
    assertThat(packed.numbers()).isEqualTo(numbers);
  }

  @Test
  void whatCannotBeMadeSmallerComesBackWholeToo() {
    var random = new Random(1);
    for (var length = (1 << 20) - 70_000; length < (1 << 20) + 30_000; length += 5003) {
      var octets = new byte[length];
      random.nextBytes(octets);
      var packed = PackedOctets.of(octets, length, new int[] {1, 2, 3}, HeapRoom.OF_JVM);
      assertThat(packed.octets()).isEqualTo(octets);
    }
  }

  @Test
  void contentsForWhosePackingThereIsNoRoomStayAsTheyAre() {
    var heap = FixedHeap.withFree(100 << 20);
    var contents = zone(OWNERS, new HeapRoom(heap));
    heap.fill();
    assertThatExceptionOfType(NoRoomException.class).isThrownBy(contents::pack);
    assertThat(names(contents)).isEqualTo(names(zone(OWNERS)));
  }

  /// Whoever reads packed records needs them unpacked: a refusal is better than a full heap.
  @Test
  void recordsOfALargeZoneAreNotUnpackedWhereThereIsNoRoom() {
    var heap = FixedHeap.withFree(100 << 20);
    var contents = zone(20 * OWNERS, new HeapRoom(heap));
    contents.pack();
    System.gc();
    heap.fill();
    assertThatExceptionOfType(NoRoomException.class).isThrownBy(contents::cursor);
  }

  private static List<String> names(ZoneContents contents) {
    var names = new ArrayList<String>();
    contents.forEachOwner(sets -> names.add(sets.getFirst().owner().toString()));
    return names;
  }

  private static ZoneContents zone(int owners) {
    return zone(owners, HeapRoom.OF_JVM);
  }

  private static ZoneContents zone(int owners, HeapRoom room) {
    var builder = new ZoneContentsBuilder(APEX, 0, room);
    for (var i = 0; i < owners; i++) {
      var wire = DnsName.parse("host" + i, APEX).wire();
      var owner = builder.owner(wire, wire.length);
      builder.add(owner, A, 300, new byte[] {10, 0, (byte) (i >> 8), (byte) i}, 4);
      builder.add(owner, A, 300, new byte[] {10, 1, (byte) (i >> 8), (byte) i}, 4);
    }
    return builder.build();
  }
}
