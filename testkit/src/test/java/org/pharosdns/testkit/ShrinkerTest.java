package org.pharosdns.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShrinkerTest {
  private static final List<Integer> STEPS = IntStream.range(0, 100).boxed().toList();

  @Test
  void whatIsNotNeededIsLeftOut() {
    assertThat(Shrinker.shrink(STEPS, steps -> steps.containsAll(List.of(7, 50, 93))))
        .containsExactly(7, 50, 93);
  }

  @Test
  void oneStepIsKeptWhenOneIsEnough() {
    assertThat(Shrinker.shrink(STEPS, steps -> steps.contains(99))).containsExactly(99);
  }

  @Test
  void nothingIsLeftWhenTheEmptySequenceFails() {
    assertThat(Shrinker.shrink(STEPS, steps -> true)).isEmpty();
  }
}
