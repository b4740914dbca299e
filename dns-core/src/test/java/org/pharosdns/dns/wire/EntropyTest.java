package org.pharosdns.dns.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// Numbers that nobody can guess.
class EntropyTest {
  @Test
  void noNumberComesTwice() {
    var one = new Entropy();
    var other = new Entropy();
    var numbers =
        LongStream.range(0, 1000).flatMap(i -> LongStream.of(one.nextLong(), other.nextLong()));
    assertThat(numbers.distinct().count()).isEqualTo(2000);
  }

  @Test
  void everyBitIsSetAsOftenAsNot() {
    var random = new Entropy();
    var set = new int[Long.SIZE];
    for (var i = 0; i < 4096; i++) {
      var number = random.nextLong();
      for (var bit = 0; bit < Long.SIZE; bit++) {
        set[bit] += (int) (number >>> bit & 1);
      }
    }
    // Ten standard deviations.
    assertThat(IntStream.of(set)).allMatch(times -> Math.abs(times - 2048) < 320);
  }
}
