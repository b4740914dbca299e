package org.pharosdns.zone.steer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.pharosdns.zone.steer.NameBuilder.name;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// SEMANTICS 3, `hash`: who meets whom depends on the client's network and the key alone.
final class RendezvousTest {
  private static final NetworkHash HASH =
      new NetworkHash(24, 56, NetworkHash.keyOf("a shared secret".getBytes(UTF_8)));
  private static final int NETWORKS = 20_000;
  private static final double TWO_DEGREES = 27.63;

  private static Scene scene(int answers, NetworkHash hash) {
    return new Scene()
        .zone("www", 300, 1, 2, 3)
        .steer(
            name("www").check("web").hash(answers, hash).weight(1, 70).weight(2, 20).weight(3, 10));
  }

  private static Scene scene() {
    return scene(0, HASH);
  }

  private static String network(int i) {
    return "10." + (i >> 8) + "." + (i & 0xff) + ".0/24";
  }

  /// Which member each of many networks meets.
  private static Map<String, Integer> meetings(Scene scene) {
    var steering = scene.compile("www");
    var choice = new Choice();
    var meetings = new LinkedHashMap<String, Integer>();
    for (var i = 0; i < NETWORKS; i++) {
      steering.choose(scene.asker.subnet(network(i)).at(0), choice);
      assertThat(choice.count()).isOne();
      meetings.put(network(i), Scene.last(choice, 0));
    }
    return meetings;
  }

  @Test
  void networksSpreadByWeight() {
    var chiSquare = 0.0;
    var meetings = meetings(scene());
    for (var share : Map.of(1, 0.7, 2, 0.2, 3, 0.1).entrySet()) {
      var count = meetings.values().stream().filter(share.getKey()::equals).count();
      var expected = share.getValue() * NETWORKS;
      chiSquare += (count - expected) * (count - expected) / expected;
    }
    assertThat(chiSquare).isLessThan(TWO_DEGREES);
  }

  @Test
  void aMemberThatLeavesMovesItsOwnNetworksOnly() {
    var before = meetings(scene());
    var after = meetings(scene().down(2));
    before.forEach(
        (network, member) -> {
          if (member != 2) {
            assertThat(after).containsEntry(network, member);
          }
        });
    var moved =
        before.keySet().stream().filter(n -> Integer.valueOf(2).equals(before.get(n))).toList();
    var toFirst = moved.stream().filter(n -> Integer.valueOf(1).equals(after.get(n))).count();
    assertThat(toFirst / (double) moved.size()).isCloseTo(7 / 8.0, within(0.03));
  }

  @Test
  void equalKeysGiveEqualAnswersAndOtherKeysOtherOnes() {
    var again = new NetworkHash(24, 56, NetworkHash.keyOf("a shared secret".getBytes(UTF_8)));
    var other = new NetworkHash(24, 56, NetworkHash.keyOf("another secret".getBytes(UTF_8)));
    assertThat(meetings(scene(0, again))).isEqualTo(meetings(scene()));
    assertThat(meetings(scene(0, other))).isNotEqualTo(meetings(scene()));
  }

  @Test
  void theOrderOfTheZoneFileDoesNotMatter() {
    var turned =
        new Scene()
            .zone("www", 300, 3, 1, 2)
            .steer(
                name("www").check("web").hash(0, HASH).weight(1, 70).weight(2, 20).weight(3, 10));
    assertThat(meetings(turned)).isEqualTo(meetings(scene()));
  }

  @Test
  void theNetworkCountsAndNotTheAddressInIt() {
    var scene = scene();
    for (var i = 0; i < 256; i++) {
      assertThat(scene.answerTo("10.1.2." + i + "/32", "www"))
          .isEqualTo(scene.answerTo("10.1.2.0/24", "www"));
      assertThat(scene.answerTo("2001:db8:0:" + Integer.toHexString(i) + "::/64", "www"))
          .isEqualTo(scene.answerTo("2001:db8::/56", "www"));
    }
  }

  @Test
  void theScopeIsTheLengthThatWasLookedAt() {
    var scene = scene();
    assertThat(scene.answerTo("10.1.2.3/32", "www")).endsWith("/24");
    assertThat(scene.answerTo("10.1.2.0/24", "www")).endsWith("/24");
    assertThat(scene.answerTo("10.1.0.0/16", "www")).endsWith("/16");
    assertThat(scene.answerTo("2001:db8::/64", "www")).endsWith("/56");
    assertThat(scene.answerTo("2001:db8::/32", "www")).endsWith("/32");
  }

  @Test
  void withoutASubnetTheSendersNetworkCounts() {
    var scene = scene();
    for (var i = 0; i < 64; i++) {
      scene.asker.from("10.0." + i + ".77");
      var sender = scene.answerTo("", "www");
      assertThat(sender).isEqualTo(scene.answerTo("10.0." + i + ".0/24", "www"));
      scene.asker.from("::ffff:10.0." + i + ".78");
      assertThat(scene.answerTo("", "www")).isEqualTo(sender);
    }
  }

  @Test
  void moreAnswersAreThoseThatWouldComeNext() {
    for (var i = 0; i < 200; i++) {
      var first = scene().answerTo(network(i), "www");
      var member = Integer.parseInt(first.substring(first.indexOf(' ') + 1, first.indexOf(" /")));
      var second = scene().down(member).answerTo(network(i), "www");
      var both = scene(2, HASH).answerTo(network(i), "www");
      for (var answer : new String[] {first, second}) {
        assertThat(both).contains(answer.substring(answer.indexOf(' '), answer.indexOf(" /")));
      }
    }
  }

  @Test
  void standbyMembersShareAlikeWhenNoWeightedOneIsLeft() {
    var scene =
        new Scene()
            .zone("www", 300, 1, 2, 3)
            .steer(
                name("www")
                    .check("web")
                    .hash(0, HASH)
                    .weight(2, new Weight.Standby())
                    .weight(3, new Weight.Standby()));
    assertThat(meetings(scene).values()).containsOnly(1);
    assertThat(meetings(scene.down(1)).values()).containsOnly(2, 3);
  }

  @Test
  void exponentIsTheLogarithmToTheLastBits() {
    var random = new SplittableRandom(3);
    for (var i = 0; i < 10_000; i++) {
      var hash = random.nextLong() >>> random.nextInt(60);
      var share = (hash >>> 1) / 0x1p63 + (hash & 1) * 0x1p-64;
      if (share > 0) {
        assertThat(Rendezvous.exponent(hash) / 0x1p36)
            .isCloseTo(-Math.log(share) / Math.log(2), within(1e-9));
      }
    }
    assertThat(Rendezvous.exponent(-1L)).isEqualTo(1);
    assertThat(Rendezvous.exponent(1)).isEqualTo(64L << 36);
    assertThat(Rendezvous.exponent(0)).isEqualTo(64L << 36);
  }

  @Test
  void anAnswerThatTheHashDoesNotChooseHoldsForEveryone() {
    var open = scene(1, HASH);
    assertThat(open.answerTo("198.51.100.0/24", "www")).endsWith(" /24");
    open.down(1, 2, 3);
    assertThat(open.answerTo("198.51.100.0/24", "www")).isEqualTo("10: 1 2 3 /0");
    var closed = name("www").check("web").hash(1, HASH).onExhausted(Tolerance.OnExhausted.NODATA);
    var nodata = new Scene().zone("www", 300, 1, 2, 3).steer(closed).down(1, 2, 3);
    assertThat(nodata.answerTo("198.51.100.0/24", "www")).isEqualTo("NODATA 15 /0");
  }
}
