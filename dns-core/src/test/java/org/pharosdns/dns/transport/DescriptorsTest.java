package org.pharosdns.dns.transport;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class DescriptorsTest {
  @Test
  void connectionsLeaveHalfOfFewDescriptorsAlone() {
    assertThat(Descriptors.affordable(1000, 256)).isEqualTo(128);
  }

  @Test
  void connectionsLeaveTwoHundredFiftySixOfManyDescriptorsAlone() {
    assertThat(Descriptors.affordable(1000, 1255)).isEqualTo(999);
    assertThat(Descriptors.affordable(1000, 1256)).isEqualTo(1000);
    assertThat(Descriptors.affordable(1000, 1 << 20)).isEqualTo(1000);
  }
}
