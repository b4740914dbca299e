package org.pharosdns.dns.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.pharosdns.dns.answer.WriterScene.address;
import static org.pharosdns.dns.answer.WriterScene.hex;
import static org.pharosdns.dns.answer.WriterScene.name;

import org.junit.jupiter.api.Test;
import org.pharosdns.dns.wire.RecordType;

/// CNAMEs and DNAMEs placed and followed.
class AnswerWriterAliasTest {
  private static final int PRIVATE_TYPE = 65_280;

  private final WriterScene scene = new WriterScene();

  @Test
  void anAliasIsPlacedAndItsTargetBecomesTheOwner() {
    var alias = scene.block("a.test", RecordType.CNAME, name("b.test"));
    var address = scene.block("b.test", RecordType.A, address(1));
    var writer = scene.udp("a.test");
    writer.authoritative(true);
    assertThat(writer.isFirstOwner()).isTrue();
    assertThat(writer.alias(scene.arena(), alias)).isTrue();
    assertThat(writer.isFirstOwner()).isFalse();
    assertThat(writer.owner().toName()).hasToString("b.test.");
    writer.answer(scene.arena(), address);
    assertThat(scene.lines())
        .containsExactly(
            "aa", "answer a.test. 60 CNAME " + hex("b.test"), "answer b.test. 60 A 0a000001");
  }

  @Test
  void anAliasMayLiveShorterThanItsZoneSays() {
    var alias = scene.block("a.test", RecordType.CNAME, name("b.test"));
    var writer = scene.udp("a.test");
    assertThat(writer.alias(scene.arena(), alias, 7)).isTrue();
    assertThat(scene.lines()).containsExactly("answer a.test. 7 CNAME " + hex("b.test"));
  }

  @Test
  void anAliasThatDoesNotFitIsNotFollowed() {
    var large = scene.block("a.test", PRIVATE_TYPE, new byte[470]);
    var alias = scene.block("a.test", RecordType.CNAME, name("b.test"));
    var writer = scene.udp("a.test");
    writer.answer(scene.arena(), large);
    assertThat(writer.alias(scene.arena(), alias, 7)).isFalse();
    assertThat(scene.lines()).hasSize(2).startsWith("tc");
  }

  @Test
  void aLoopEndsWhereItClosed() {
    var there = scene.block("a.test", RecordType.CNAME, name("b.test"));
    var back = scene.block("b.test", RecordType.CNAME, name("a.test"));
    var writer = scene.udp("a.test");
    assertThat(writer.alias(scene.arena(), there)).isTrue();
    assertThat(writer.alias(scene.arena(), back)).isFalse();
    assertThat(scene.lines()).hasSize(2);
  }

  @Test
  void afterTheLastLinkNothingIsFollowed() {
    scene.links(1);
    var alias = scene.block("a.test", RecordType.CNAME, name("b.test"));
    assertThat(scene.udp("a.test").alias(scene.arena(), alias)).isFalse();
    assertThat(scene.lines()).hasSize(1);
  }

  @Test
  void farInsideALargeAnswerNothingIsFollowed() {
    var large = scene.block("a.test", PRIVATE_TYPE, new byte[12_000]);
    var alias = scene.block("a.test", RecordType.CNAME, name("b.test"));
    var writer = scene.tcp("a.test");
    writer.answer(scene.arena(), large);
    assertThat(writer.alias(scene.arena(), alias)).isFalse();
    assertThat(scene.lines()).hasSize(2);
  }

  @Test
  void aDnameMakesACname() {
    var dname = scene.block("d.test", RecordType.DNAME, name("e.test"));
    var address = scene.block("x.y.e.test", RecordType.A, address(1));
    var writer = scene.udp("X.y.d.test");
    assertThat(writer.redirect(scene.arena(), dname, 2)).isTrue();
    writer.answer(scene.arena(), address);
    assertThat(scene.lines())
        .containsExactly(
            "answer d.test. 60 DNAME " + hex("e.test"),
            "answer x.y.d.test. 60 CNAME " + hex("x.y.e.test"),
            "answer x.y.e.test. 60 A 0a000001");
  }

  @Test
  void aDnameToTheRootLeavesTheFirstLabels() {
    var dname = scene.block("d.test", RecordType.DNAME, name("."));
    assertThat(scene.udp("x.d.test").redirect(scene.arena(), dname, 1)).isTrue();
    assertThat(scene.lines()).contains("answer x.d.test. 60 CNAME " + hex("x"));
  }

  @Test
  void afterTheLastLinkNoDnameIsFollowed() {
    scene.links(1);
    var dname = scene.block("d.test", RecordType.DNAME, name("e.test"));
    assertThat(scene.udp("x.d.test").redirect(scene.arena(), dname, 1)).isFalse();
    assertThat(scene.lines()).hasSize(2);
  }

  @Test
  void aDnameThatIsMetAgainStandsOnce() {
    var dname = scene.block("d.test", RecordType.DNAME, name("y.d.test"));
    var writer = scene.udp("x.d.test");
    assertThat(writer.redirect(scene.arena(), dname, 1)).isTrue();
    assertThat(writer.redirect(scene.arena(), dname, 2)).isTrue();
    assertThat(scene.lines())
        .containsExactly(
            "answer d.test. 60 DNAME " + hex("y.d.test"),
            "answer x.d.test. 60 CNAME " + hex("x.y.d.test"),
            "answer x.y.d.test. 60 CNAME " + hex("x.y.y.d.test"));
  }

  @Test
  void aSecondDnameStandsBesideTheFirst() {
    var first = scene.block("d.test", RecordType.DNAME, name("e.test"));
    var second = scene.block("e.test", RecordType.DNAME, name("f.test"));
    var writer = scene.udp("x.d.test");
    assertThat(writer.redirect(scene.arena(), first, 1)).isTrue();
    assertThat(writer.redirect(scene.arena(), second, 1)).isTrue();
    assertThat(scene.lines()).hasSize(4).contains("answer e.test. 60 DNAME " + hex("f.test"));
  }

  @Test
  void theDnameThatLedToItsOwnOwnerIsTheAnswerAlready() {
    var dname = scene.block("d.test", RecordType.DNAME, name("test"));
    var writer = scene.udp("d.d.test");
    assertThat(writer.redirect(scene.arena(), dname, 1)).isTrue();
    writer.answer(scene.arena(), dname);
    assertThat(scene.lines()).hasSize(2);
  }

  @Test
  void aDnameThatIsAskedForIsTheAnswer() {
    var dname = scene.block("d.test", RecordType.DNAME, name("e.test"));
    scene.udp("d.test").answer(scene.arena(), dname);
    assertThat(scene.lines()).containsExactly("answer d.test. 60 DNAME " + hex("e.test"));
  }

  @Test
  void aTargetThatIsTooLongIsYxdomain() {
    var label = "l".repeat(60) + ".";
    var dname = scene.block("d.test", RecordType.DNAME, name(label.repeat(2) + "test"));
    assertThat(scene.udp(label.repeat(2) + "d.test").redirect(scene.arena(), dname, 2)).isTrue();
    assertThat(scene.udp(label.repeat(3) + "d.test").redirect(scene.arena(), dname, 3)).isFalse();
    assertThat(scene.lines()).hasSize(2).startsWith("rcode 6");
  }

  @Test
  void aDnameThatDoesNotFitAndACnameThatDoesNotFitAreTc() {
    var dname = scene.block("d.test", RecordType.DNAME, name("e.test"));
    for (var free : new int[] {19, 20, 35, 36}) {
      var large = scene.block("x.d.test", PRIVATE_TYPE, new byte[512 - 26 - 12 - free]);
      var writer = scene.udp("x.d.test");
      writer.answer(scene.arena(), large);
      assertThat(writer.redirect(scene.arena(), dname, 1))
          .as("%d octets free", free)
          .isEqualTo(free == 36);
      assertThat(scene.lines()).hasSize(free == 19 ? 2 : 3);
    }
  }
}
