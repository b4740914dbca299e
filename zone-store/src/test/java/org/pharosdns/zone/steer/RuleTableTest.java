package org.pharosdns.zone.steer;

import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.pharosdns.zone.model.FixedHeap;
import org.pharosdns.zone.model.HeapRoom;
import org.pharosdns.zone.model.NoRoomException;

class RuleTableTest {
  private static ClientRule rule(String region) {
    return new ClientRule(List.of(), List.of(region), List.of(Scene.owner("www")), false);
  }

  @Test
  void networksOfARuleThatTheHeapHasNoRoomForAreRefused() {
    var networks = new GeoNetworks.Builder(HeapRoom.OF_JVM);
    for (var i = 0; i < 10_000; i++) {
      networks.add(new Prefix((long) i << 40, 0, 24, true), GeoRegion.parse("country:DE"));
    }
    var geo = networks.build();
    var room = new HeapRoom(FixedHeap.withFree(1 << 20));
    assertThatThrownBy(() -> RuleTable.of(List.of(rule("country:DE")), geo, room))
        .isInstanceOf(NoRoomException.class);
    assertThatNoException().isThrownBy(() -> RuleTable.of(List.of(rule("country:FR")), geo, room));
  }
}
