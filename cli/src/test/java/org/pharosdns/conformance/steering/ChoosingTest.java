package org.pharosdns.conformance.steering;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Who of the live members is answered, section 3 of what steering means. `-Dqueries=20000` for the
/// long run.
class ChoosingTest {
  private static final int QUERIES = Integer.getInteger("queries", 2000);

  private static final String A = "192.0.2.1";
  private static final String B = "192.0.2.2";
  private static final String C = "192.0.2.3";
  private static final String THREE = "www A %s\nwww A %s\nwww A %s\n".formatted(A, B, C);

  @TempDir static Path folder;
  static LiveServer server;

  @BeforeAll
  static void start() {
    server = LiveServer.start(folder);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static Map<String, Double> alike(String... all) {
    var weights = new TreeMap<String, Double>();
    for (var each : all) {
      weights.put(each, 1.0);
    }
    return weights;
  }

  @Test
  void unsteeredAddressesStartAtARandomRecord() {
    var zone = server.zone(THREE, "");
    ChiSquare.require(Sample.of(zone, "www A", QUERIES, Sample::first), alike(A, B, C));
  }

  @Test
  void rotateAnswersAllAndDrawsTheStart() {
    var zone = server.zone(THREE, "[name.www]\n");
    ChiSquare.require(Sample.of(zone, "www A", QUERIES, Sample::first), alike(A, B, C));
    assertThat(zone.members("www A")).isEqualTo("NOERROR %s, %s, %s".formatted(A, B, C));
  }

  @Test
  void rotateWithFewerAnswersIsAFairSample() {
    var zone = server.zone(THREE, "[name.www]\nanswers = 2\n");
    ChiSquare.require(Sample.of(zone, "www A", QUERIES, Sample::set), alike("1 2", "1 3", "2 3"));
    ChiSquare.require(Sample.of(zone, "www A", QUERIES, Sample::first), alike(A, B, C));
  }

  @Test
  void typesShareNoCounter() {
    var zone =
        server.zone(
            "www A %s\nwww A %s\nwww AAAA 2001:db8:1:2:3:4:5:1\nwww AAAA 2001:db8:1:2:3:4:5:2\n"
                .formatted(A, B),
            "[name.www]\n");
    var counts = new TreeMap<String, Integer>();
    for (var i = 0; i < QUERIES; i++) {
      var four = Sample.first(zone.reply("www A"));
      var six = Sample.first(zone.reply("www AAAA"));
      counts.merge(four.substring(8) + six.substring(six.length() - 1), 1, Integer::sum);
    }
    ChiSquare.require(counts, alike("11", "12", "21", "22"));
  }

  @Test
  void weightedAnswersOneByItsShareOfTheLiveWeights() {
    var zone =
        server.zone(
            THREE,
            "[name.www]\nselect = \"weighted\"\nweights = { \"%s\" = 70, \"%s\" = 20, \"%s\" = 10 }\n"
                .formatted(A, B, C));
    ChiSquare.require(
        Sample.of(zone, "www A", QUERIES, Sample::set), Map.of("1", 70.0, "2", 20.0, "3", 10.0));
    zone.done("down", "www.{}/" + A);
    ChiSquare.require(Sample.of(zone, "www A", QUERIES, Sample::set), Map.of("2", 20.0, "3", 10.0));
    zone.done("auto", "www.{}/" + A);
  }

  @Test
  void weightedWithMoreAnswersSamplesSuccessively() {
    var zone =
        server.zone(
            THREE,
            """
            [name.www]
            select = "weighted"
            answers = 2
            weights = { "%s" = 50, "%s" = 30, "%s" = 20 }
            """
                .formatted(A, B, C));
    var pairs =
        Map.of(
            "1 2", .5 * .3 / .5 + .3 * .5 / .7,
            "1 3", .5 * .2 / .5 + .2 * .5 / .8,
            "2 3", .3 * .2 / .7 + .2 * .3 / .8);
    ChiSquare.require(Sample.of(zone, "www A", QUERIES, Sample::set), pairs);
  }

  @Test
  void weightedMultiIncludesEachByItsWeightOfTheLargest() {
    var zone =
        server.zone(
            THREE,
            """
            [name.www]
            select = "weighted-multi"
            weights = { "%s" = 40, "%s" = 20, "%s" = 10 }
            """
                .formatted(A, B, C));
    ChiSquare.require(
        Sample.of(zone, "www A", QUERIES, Sample::set),
        Map.of("1", .375, "1 2", .375, "1 3", .125, "1 2 3", .125));
  }

  @Test
  void oneGroupDrawsAGroupByItsSumAndThenItsMembers() {
    var zone = server.zone(THREE, grouped("one-group"));
    ChiSquare.require(
        Sample.of(zone, "www A", QUERIES, Sample::set), Map.of("1", .375, "1 2", .375, "3", .25));
  }

  @Test
  void onePerGroupDrawsThePresenceOfEachAndOneMember() {
    var zone = server.zone(THREE, grouped("one-per-group"));
    // Sums 60 and 20: the first group is always there, the second once in three times.
    ChiSquare.require(
        Sample.of(zone, "www A", QUERIES, Sample::set),
        Map.of("1", 4.0 / 9, "2", 2.0 / 9, "1 3", 2.0 / 9, "2 3", 1.0 / 9));
  }

  private static String grouped(String groups) {
    return """
        [name.www]
        select = "weighted-multi"
        groups = "%s"
        [name.www.member."%s"]
        weight = 40
        group = "east"
        [name.www.member."%s"]
        weight = 20
        group = "east"
        [name.www.member."%s"]
        weight = 20
        group = "west"
        """
        .formatted(groups, A, B, C);
  }

  @Test
  void aTrickleIsThatShareOfTheAnswers() {
    var zone =
        server.zone(
            "www A %s\ndr A %s\n".formatted(A, B),
            "[name.www]\ntrickle = { to = \"dr\", share = 0.1 }\n");
    ChiSquare.require(Sample.of(zone, "www A", QUERIES, Sample::set), Map.of("1", .9, "2", .1));
  }

  @Test
  void hashGivesANetworkAlwaysTheSameAndMovesOnlyThoseWhoseMemberIsGone() {
    var zone = server.zone(THREE, "[name.www]\nselect = \"hash\"\nhash = { v4 = 24, v6 = 56 }\n");
    var before = new TreeMap<Integer, String>();
    var used = new TreeSet<String>();
    for (var network = 0; network < 60; network++) {
      before.put(network, from(zone, network));
      used.add(from(zone, network));
      assertThat(from(zone, network)).isEqualTo(before.get(network));
    }
    assertThat(used).hasSize(3);
    zone.done("down", "www.{}/" + B);
    for (var network = 0; network < 60; network++) {
      if (!B.equals(before.get(network))) {
        assertThat(from(zone, network)).isEqualTo(before.get(network));
      } else {
        assertThat(from(zone, network)).isIn(A, C);
      }
    }
    zone.done("auto", "www.{}/" + B);
    server.stop();
    server.start();
    for (var network = 0; network < 60; network++) {
      assertThat(from(zone, network)).isEqualTo(before.get(network));
    }
  }

  private static String from(LiveZone zone, int network) {
    return Sample.first(zone.reply(zone.question("www A"), "127.9." + network + ".7"));
  }

  @Test
  void hashUsesTheClientSubnetAndItsLengthIsTheScope() {
    var zone = server.zone(THREE, "[name.www]\nselect = \"hash\"\n");
    var ask = zone.question("www A").edns(0, 0, "00080007000118" + "00c63364");
    var reply = zone.reply(ask, "127.0.0.1");
    assertThat(String.valueOf(reply.edns())).contains("00011818c63364");
    for (var i = 1; i < 20; i++) {
      assertThat(Sample.first(zone.reply(ask, "127.9." + i + ".1"))).isEqualTo(Sample.first(reply));
    }
    var short20 =
        zone.reply(zone.question("www A").edns(0, 0, "00080007000114" + "00c63360"), "127.0.0.1");
    assertThat(String.valueOf(short20.edns())).contains("00011414c63360");
  }
}
