package org.pharosdns.zone.steer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.pharosdns.zone.steer.NameBuilder.name;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.pharosdns.dns.query.Draw;

/// The hot path: choosing allocates nothing, whatever the outcome.
final class ChoiceAllocationTest {
  private static final int WARM_UP = 20_000;
  private static final int MEASURED = 10_000;

  private static Scene scene() {
    return new Scene()
        .zone("www", 300, 1, 2, 3, 4)
        .zone("dr", 300, 9, 10)
        .steer(name("www").check("web").budget(30).weighted(2).weight(1, 5).backup("dr"))
        .steer(name("dr").check("web").rotate(1));
  }

  private static long allocated(CompiledSteering steering, long nowNanos) {
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    var query = new Asker(new Draw(1)).at(nowNanos);
    var choice = new Choice();
    for (var i = 0; i < WARM_UP; i++) {
      steering.choose(query, choice);
    }
    var thread = Thread.currentThread().threadId();
    var before = threads.getThreadAllocatedBytes(thread);
    for (var i = 0; i < MEASURED; i++) {
      steering.choose(query, choice);
    }
    // Reading the counter may itself allocate once; a choice that allocates does so every time.
    return (threads.getThreadAllocatedBytes(thread) - before) / MEASURED;
  }

  @Test
  void freshAnswer() {
    assertThat(allocated(scene().compile("www"), 0)).isZero();
  }

  @Test
  void everyWayToSelect() {
    var hash = new NetworkHash(24, 56, NetworkHash.keyOf(new byte[0]));
    var groups = name("www").multi(0, Selection.Groups.ONE_PER_GROUP);
    groups.group(1, 3, "a").group(2, 4, "a").group(3, 5, "b").group(4, 6, "b");
    for (var name :
        List.of(
            name("www").all(2),
            name("www").multi(2, Selection.Groups.NONE),
            groups,
            name("www").hash(2, hash))) {
      var scene = new Scene().zone("www", 300, 1, 2, 3, 4).steer(name);
      assertThat(allocated(scene.compile("www"), 0)).isZero();
    }
  }

  @Test
  void answerByRuleAndTrickle() {
    var scene =
        new Scene()
            .zone("www", 300, 1, 2, 3, 4)
            .zone("dr", 300, 9, 10)
            .steer(
                name("www")
                    .check("web")
                    .rule(List.of("10.0.0.0/8", "127.0.0.0/8"), "www", "dr")
                    .trickle("dr", 500_000));
    assertThat(allocated(scene.compile("www"), 0)).isZero();
  }

  @Test
  void answerOfTheBackupTier() {
    assertThat(allocated(scene().down(1, 2, 3, 4).compile("www"), 0)).isZero();
  }

  @Test
  void exhaustedAndStaleAnswer() {
    assertThat(allocated(scene().down(1, 2, 3, 4, 9, 10).compile("www"), 0)).isZero();
    assertThat(allocated(scene().compile("www"), Scene.nanos(500))).isZero();
  }
}
