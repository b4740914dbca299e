package org.pharosdns.dns.transport;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// A budget of 1000 octets for four connections.
final class TcpMemoryTest {
  private final TcpMemory memory = new TcpMemory(1000, () -> 4);

  @Test
  void withinTheBudgetOneMayHoldItAll() {
    assertThat(memory.hold(0, 999)).isTrue();
    assertThat(memory.hold(999, 1000)).isTrue();
    assertThat(memory.hold(1000, 1001)).isFalse();
  }

  @Test
  void beyondItWhoHoldsMoreThanAnEqualShareMustGo() {
    assertThat(memory.hold(0, 900)).isTrue();
    assertThat(memory.hold(0, 250)).as("an equal share").isTrue();
    assertThat(memory.hold(250, 251)).isFalse();
    assertThat(memory.hold(900, 900)).isFalse();
  }

  @Test
  void whatWasGivenBackIsFree() {
    memory.hold(0, 1000);
    memory.hold(1000, 0);
    assertThat(memory.held()).isZero();
    assertThat(memory.hold(0, 1000)).isTrue();
  }
}
