package org.pharosdns.zone.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import org.junit.jupiter.api.Test;
import org.pharosdns.dns.wire.DnsName;

class HeapRoomTest {
  private static final long MEBIBYTE = 1 << 20;

  @Test
  void whatIsFreeSufficesAndAnOctetMoreIsRefused() {
    var room = new HeapRoom(FixedHeap.withFree(20 * MEBIBYTE));
    assertThatNoException().isThrownBy(() -> room.require(20 * MEBIBYTE));
    assertThatExceptionOfType(NoRoomException.class)
        .isThrownBy(() -> room.require(20 * MEBIBYTE + 1))
        .withMessage(
            "the memory of the server does not suffice for this zone: it asks for 21 MiB more, and"
                + " 20 of 128 MiB are free");
  }

  @Test
  void aSixteenthOfALargeHeapIsSetAside() {
    var room = new HeapRoom(new FixedHeap(1024 * MEBIBYTE, 100 * MEBIBYTE));
    assertThat(room.has(860 * MEBIBYTE)).isTrue();
    assertThat(room.has(860 * MEBIBYTE + 1)).isFalse();
  }

  @Test
  void whatIsSmallMayHaveThreeQuartersOfWhatIsSetAside() {
    var room = new HeapRoom(new FixedHeap(20 * MEBIBYTE, 18 * MEBIBYTE - 1000));
    assertThat(room.has(1000)).isTrue();
    assertThat(room.has(1001)).isFalse();
    assertThat(room.has(MEBIBYTE)).isFalse();
  }

  @Test
  void garbageIsCollectedBeforeSomethingIsRefused() {
    var heap = FixedHeap.withFree(20 * MEBIBYTE);
    heap.addGarbage(15 * MEBIBYTE);
    var room = new HeapRoom(heap);
    assertThat(room.has(5 * MEBIBYTE)).isTrue();
    assertThat(heap.collections()).isZero();
    assertThat(room.has(20 * MEBIBYTE)).isTrue();
    assertThat(heap.collections()).isEqualTo(1);
  }

  @Test
  void whatNoCollectionCouldMakeRoomForIsRefusedWithoutOne() {
    var heap = new FixedHeap(128 * MEBIBYTE, 10 * MEBIBYTE);
    assertThat(new HeapRoom(heap).has(121 * MEBIBYTE)).isFalse();
    assertThat(heap.collections()).isZero();
  }

  @Test
  void aThousandRefusalsCollectOnce() {
    var heap = FixedHeap.withFree(0);
    var room = new HeapRoom(heap);
    for (var i = 0; i < 1000; i++) {
      assertThat(room.has(2 * MEBIBYTE)).isFalse();
      heap.addGarbage(1000);
    }
    assertThat(heap.collections()).isEqualTo(1);
    heap.passSeconds(10);
    assertThat(room.has(2 * MEBIBYTE)).isFalse();
    assertThat(heap.collections()).isEqualTo(2);
  }

  @Test
  void muchNewGarbageIsCollectedAtOnce() {
    var heap = FixedHeap.withFree(20 * MEBIBYTE);
    var room = new HeapRoom(heap);
    assertThat(room.has(21 * MEBIBYTE)).isFalse();
    heap.addGarbage(10 * MEBIBYTE);
    assertThat(room.has(20 * MEBIBYTE)).isTrue();
    assertThat(heap.collections()).isEqualTo(2);
  }

  @Test
  void aZoneThatGrowsAsksAgain() {
    var room = new HeapRoom(FixedHeap.withFree(3 * MEBIBYTE));
    var apex = DnsName.parse("example.com");
    var rdata = new byte[60_000];
    var zone = new ZoneContentsBuilder(apex, 0, room);
    assertThatExceptionOfType(NoRoomException.class)
        .isThrownBy(
            () -> {
              for (var i = 0; i < 100; i++) {
                zone.add(zone.owner(apex.wire(), apex.octets()), 65_280, 0, rdata, rdata.length);
              }
            });
  }
}
