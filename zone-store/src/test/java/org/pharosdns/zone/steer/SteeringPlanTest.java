package org.pharosdns.zone.steer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.pharosdns.zone.steer.NameBuilder.name;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.pharosdns.zone.model.FixedHeap;
import org.pharosdns.zone.model.HeapRoom;
import org.pharosdns.zone.model.NoRoomException;

final class SteeringPlanTest {
  private static Scene scene() {
    return new Scene()
        .zone("www", 300, 1, 2)
        .rrset("www", Address.AAAA, 300, List.of(Address.parse("2001:db8::1").octets()))
        .zone("dr", 300, 9)
        .steer(name("www").check("web").backup("dr"))
        .steer(name("dr").check("web"));
  }

  @Test
  void steeredRRsetsComeInTheOrderOfTheFileABeforeAaaa() {
    assertThat(scene().plan().compile(scene()))
        .extracting(s -> s.owner().relativeTo(Scene.APEX) + " " + s.type())
        .containsExactly("www 1", "www 28", "dr 1");
  }

  @Test
  void everyAddressIsAMemberOnce() {
    assertThat(scene().plan().members())
        .extracting(member -> member.address().toString())
        .containsExactly("192.0.2.1", "192.0.2.2", "2001:db8::1", "192.0.2.9");
  }

  @Test
  void changeOfATierReachesTheNamesThatUseIt() {
    var plan = scene().plan();
    assertThat(plan.usersOf(Scene.owner("dr"), Address.A)).containsExactly(0, 2);
    assertThat(plan.usersOf(Scene.owner("www"), Address.AAAA)).containsExactly(1);
    assertThat(plan.usersOf(Scene.owner("mail"), Address.A)).isEmpty();
  }

  @Test
  void rulesThatTheHeapHasNoRoomForAreRefused() {
    var scene =
        new Scene()
            .zone("www", 300, 1)
            .zone("dr", 300, 9)
            .steer(name("www").rule(List.of("country:DE"), "dr"));
    for (var i = 0; i < 10_000; i++) {
      scene.geo("10.%d.%d.0/24".formatted(i >> 8, i & 0xff), "DE", "EU");
    }
    var full = new HeapRoom(FixedHeap.withFree(1 << 20));
    assertThatExceptionOfType(NoRoomException.class).isThrownBy(() -> scene.plan(full));
    assertThat(scene.plan().size()).isOne();
  }

  @Test
  void typesLimitWhatIsSteered() {
    var scene = new Scene().zone("www", 300, 1).steer(name("www").types(Address.AAAA));
    assertThat(scene.plan().size()).isZero();
  }
}
