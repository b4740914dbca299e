package org.pharosdns.zone.steer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.pharosdns.zone.steer.NameBuilder.name;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What is taken over from before a change is what would be compiled anew.
class SteeringCompilerTest {
  private static final int MEMBERS = 4;
  private static final int CHANGES = 2000;

  private final Random random = new Random(20);

  private static Scene scene() {
    return new Scene()
        .zone("www", 300, 1, 2, 3)
        .zone("also", 300, 1, 3)
        .zone("dr", 300, 4)
        .steer(name("www").check("web").backup("dr"))
        .steer(name("also").check("web"))
        .steer(name("dr").check("web"));
  }

  private static List<CompiledSteering> anew(SteeringPlan plan, Scene scene) {
    return plan.compile(scene);
  }

  private static List<String> inWords(List<CompiledSteering> compiled) {
    return compiled.stream()
        .map(
            each ->
                each.explain(Scene.nanos(3))
                    + " "
                    + each.orders().getFirst().tierStates(0)
                    + units(each))
        .toList();
  }

  private static List<Integer> units(CompiledSteering compiled) {
    return Stream.of(compiled.tiers())
        .flatMap(tier -> Stream.of(tier.members()))
        .map(CompiledMember::units)
        .toList();
  }

  /// Changes the verdict, or what it wants of its weight, of one member.
  private void change(FakeMonitor monitor) {
    var states = MonitorReading.State.values();
    monitor
        .is(states[random.nextInt(states.length)])
        .because("reason " + random.nextInt(3))
        .wants(random.nextInt(4) == 0 ? random.nextInt(101) : 100);
  }

  @Test
  void whatIsTakenOverIsWhatWouldBeCompiledAnew() {
    var scene = scene();
    var plan = scene.plan();
    var compiled = new ArrayList<>(anew(plan, scene));
    for (var i = 0; i < CHANGES; i++) {
      var changed = new HashSet<Endpoint>();
      for (var n = random.nextInt(1, 3); n > 0; n--) {
        var last = random.nextInt(1, MEMBERS + 1);
        change(scene.monitor(last));
        changed.add(Scene.address(last));
      }
      var numbers = new HashSet<Integer>();
      plan.members().stream()
          .filter(member -> changed.contains(member.address()))
          .forEach(member -> numbers.add(plan.number(member)));
      var compiler = plan.compiler(scene);
      compiled.replaceAll(
          before -> compiler.compile(compiled.indexOf(before), before, numbers::contains));
      assertThat(inWords(compiled)).isEqualTo(inWords(anew(plan, scene)));
    }
  }

  @Test
  void tiersWithoutAChangedMemberAreTheSame() {
    var scene = scene();
    var plan = scene.plan();
    var before = anew(plan, scene).getFirst();
    scene.down(2);
    var members = plan.members();
    var second = plan.number(members.get(1));
    var after = plan.compiler(scene).compile(0, before, number -> number == second);
    assertThat(after.tiers()[0]).isNotSameAs(before.tiers()[0]);
    assertThat(after.tiers()[1]).isSameAs(before.tiers()[1]);
    assertThat(after.tiers()[0].members()[0]).isSameAs(before.tiers()[0].members()[0]);
  }

  @Test
  void everyMemberHasANumberOfItsOwn() {
    var plan = scene().plan();
    assertThat(plan.members().stream().map(plan::number)).doesNotHaveDuplicates().hasSize(6);
  }
}
