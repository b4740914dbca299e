package org.pharosdns.cli.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/// When the heap is collected although the JVM sees no need.
class TidyingTest {
  private static final long MIB = 1 << 20;

  /// A heap that grows when it is told to, and after a collection takes what lives.
  private static final class GrowingHeap implements Tidying.Heap {
    private long octets;
    private long live;
    private int collections;

    @Override
    public long octets() {
      return octets;
    }

    @Override
    public void collect() {
      collections++;
      octets = live;
    }
  }

  private final GrowingHeap heap = new GrowingHeap();
  private final Tidying tidying = new Tidying(List::of, heap);

  private void started(long octets) {
    heap.live = octets;
    heap.octets = octets;
    tidying.look();
    tidying.look();
    tidying.look();
  }

  /// Two looks at a heap that takes so much: it is quiet at the second one.
  private void looksAt(long octets) {
    heap.octets = octets;
    tidying.look();
    tidying.look();
  }

  @Test
  void aSmallHeapIsCollectedWhenItHasGrownBy64MiB() {
    started(20 * MIB);
    looksAt(84 * MIB);
    assertThat(heap.collections).isZero();
    looksAt(84 * MIB + 1);
    assertThat(heap.collections).isOne();
    looksAt(20 * MIB);
    assertThat(heap.collections).isOne();
  }

  @Test
  void aLargeHeapIsCollectedWhenItHasDoubled() {
    started(100 * MIB);
    looksAt(200 * MIB);
    assertThat(heap.collections).isZero();
    looksAt(200 * MIB + 1);
    assertThat(heap.collections).isOne();
  }

  @Test
  void aHeapThatGrowsIsLeftAloneUntilItHasGrownByFourTimesAsMuch() {
    started(20 * MIB);
    for (var octets = 21; octets <= 276; octets++) {
      heap.octets = octets * MIB;
      tidying.look();
    }
    assertThat(heap.collections).isZero();
    heap.octets++;
    tidying.look();
    assertThat(heap.collections).isOne();
  }

  @Test
  void aHeapThatIsNeededIsCollectedOnce() {
    started(20 * MIB);
    heap.live = 150 * MIB;
    looksAt(150 * MIB);
    looksAt(150 * MIB);
    assertThat(heap.collections).isOne();
    looksAt(301 * MIB);
    assertThat(heap.collections).isEqualTo(2);
  }

  @Test
  void aStartGrowsAsItMust() {
    heap.octets = 20 * MIB;
    tidying.look();
    heap.octets = 500 * MIB;
    tidying.look();
    tidying.look();
    tidying.look();
    assertThat(heap.collections).isZero();
  }
}
