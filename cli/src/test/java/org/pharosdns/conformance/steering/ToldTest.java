package org.pharosdns.conformance.steering;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Verdicts that somebody else reaches: pushed to a feed, written to a file, or said by the target.
class ToldTest {
  private static final int QUERIES = Integer.getInteger("queries", 2000);
  private static final AtomicInteger FEEDS = new AtomicInteger();
  private static final String A = "192.0.2.1";
  private static final String B = "192.0.2.2";
  private static final String TWO = "www A %s\nwww A %s\n".formatted(A, B);

  @TempDir static Path folder;
  static LiveServer server;

  private final String feed = "feed" + FEEDS.incrementAndGet();

  @BeforeAll
  static void start() {
    server = LiveServer.start(folder);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private LiveZone pushed(String validity, String keys) {
    return server.zone(
        TWO,
        """
        [check.%1$s]
        type = "feed"
        validity = "%2$s"
        [name.www]
        check = "%1$s"
        %3$s
        """
            .formatted(feed, validity, keys));
  }

  private void push(String... lines) {
    assertThat(server.push(feed, lines)).startsWith("HTTP/1.1 200");
  }

  @Test
  void aPushedVerdictIsInTheVeryNextAnswer() {
    var zone = pushed("1h", "");
    assertThat(zone.members("www A")).isEqualTo("SERVFAIL");
    push(A + " up", B + " up");
    assertThat(zone.members("www A")).isEqualTo("NOERROR %s, %s".formatted(A, B));
    for (var round = 0; round < 10; round++) {
      push(A + " down # disk");
      assertThat(zone.members("www A")).isEqualTo("NOERROR " + B);
      assertThat(zone.status("www", A).get("reason").stringValue()).isEqualTo("down: disk");
      push(A + " up");
      assertThat(zone.members("www A")).isEqualTo("NOERROR %s, %s".formatted(A, B));
    }
  }

  @Test
  void aPushedDrainIsNotResurrectedWhenAllElseIsDown() {
    var zone = pushed("1h", "");
    push(A + " drain", B + " down");
    assertThat(zone.members("www A")).isEqualTo("NOERROR " + B);
    assertThat(zone.ttl("www A")).isEqualTo(10);
  }

  @Test
  void aPushedWeightIsThatShareOfTheMembersWeight() {
    var zone = pushed("1h", "select = \"weighted\"\n");
    push(A + " up weight 25%", B + " up");
    ChiSquare.require(Sample.of(zone, "www A", QUERIES, Sample::first), Map.of(A, 0.25, B, 1.0));
  }

  @Test
  void aVerdictThatIsOlderThanItsValidityIsStale() {
    var zone = pushed("1500ms", "");
    push(A + " up", B + " up");
    var told = System.nanoTime();
    Eventually.holds(
        "left out",
        () -> {
          push(B + " up");
          return zone.members("www A").equals("NOERROR " + B);
        });
    assertThat(Duration.ofNanos(System.nanoTime() - told))
        .isBetween(Duration.ofMillis(1400), Duration.ofSeconds(4));
    assertThat(zone.explain("www A").toString()).contains("\"stale\"");
    assertThat(zone.verdict("www", A)).isEqualTo("up");
    push(A + " up", B + " up");
    assertThat(zone.members("www A")).isEqualTo("NOERROR %s, %s".formatted(A, B));
  }

  @Test
  void aFeedMayBeValidForLessThanASecond() {
    var zone = pushed("500ms", "");
    push(A + " up", B + " up");
    Eventually.holds("stale", () -> zone.explain("www A").toString().contains("\"stale\""));
    assertThat(zone.verdict("www", A)).isEqualTo("up");
    push(A + " down", B + " down");
    assertThat(zone.verdict("www", A)).isEqualTo("down");
  }

  @Test
  void aPushWithAWrongLineOrToAnUnknownFeedChangesNothing() {
    var zone = pushed("1h", "");
    push(A + " up", B + " up");
    assertThat(server.push(feed, A + " down", B + " perhaps")).contains("line 2", "no verdict");
    assertThat(server.push(feed + "x", A + " down")).contains("those that are pushed");
    assertThat(zone.members("www A")).isEqualTo("NOERROR %s, %s".formatted(A, B));
  }

  private Path file(String lines) {
    server.write(feed, lines);
    return folder.resolve(feed);
  }

  private LiveZone filed(Path file, String validity) {
    return server.zone(
        TWO,
        """
        [check.told]
        type = "feed"
        file = "%s"
        validity = "%s"
        [name.www]
        check = "told"
        """
            .formatted(file, validity));
  }

  @Test
  void aFileIsReadEverySecond() {
    var file = file("# all\n%s up\n%s up\n".formatted(A, B));
    var zone = filed(file, "1h");
    zone.awaitMembers("www A", A, B);
    var written = System.nanoTime();
    file("%s down # a reason\n%s up\n".formatted(A, B));
    var seen = zone.awaitMembers("www A", B);
    assertThat(Duration.ofNanos(seen - written)).isLessThan(Duration.ofSeconds(2));
    assertThat(zone.status("www", A).get("reason").stringValue()).isEqualTo("down: a reason");
    file("%s up\nnonsense\n".formatted(A));
    zone.awaitMembers("www A", A, B);
    Eventually.holds("the wrong line is named", () -> server.log().contains("count for nothing"));
  }

  @Test
  void theModificationTimeOfAFileIsTheEvidence() throws IOException {
    var file = file("%s up\n%s up\n".formatted(A, B));
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(20)));
    var zone = filed(file, "22s");
    zone.awaitMembers("www A", A, B);
    assertThat(zone.status("www", A).get("evidence_age").doubleValue()).isBetween(20.0, 24.0);
    Eventually.holds("stale", () -> zone.explain("www A").toString().contains("\"stale\""));
    assertThat(zone.ask("www A")).isEqualTo("NOERROR 10 %s, 10 %s".formatted(A, B));
    file("%s up\n%s up\n".formatted(A, B));
    Eventually.holds("fresh", () -> zone.ttl("www A") > 10);
  }

  private static LiveZone agents(Agent a, Agent b, String keys) {
    return server.zone(
        TWO,
        """
        [check.load]
        type = "agent"
        port = 9
        interval = "300ms"
        timeout = "300ms"
        fall = 2
        rise = 1
        [name.www]
        check = "load"
        %s
        [name.www.member."%s"]
        target = "%s"
        [name.www.member."%s"]
        target = "%s"
        """
            .formatted(keys, A, a, B, b));
  }

  @Test
  void anAgentSaysUpDownAndDrain() {
    try (var a = Agent.saying("up");
        var b = Agent.saying("up")) {
      var zone = agents(a, b, "");
      zone.awaitMembers("www A", A, B);
      a.say("down # disk full");
      zone.awaitMembers("www A", B);
      zone.awaitVerdict("www", A, "down");
      assertThat(zone.status("www", A).get("reason").stringValue()).isEqualTo("down: disk full");
      a.say("up");
      zone.awaitMembers("www A", A, B);
      a.say("drain # maintenance");
      zone.awaitMembers("www A", B);
      assertThat(zone.status("www", A).get("effective").stringValue()).isEqualTo("drain");
      assertThat(zone.verdict("www", A)).isEqualTo("up");
      b.say("down");
      zone.awaitVerdict("www", B, "down");
      assertThat(zone.members("www A")).as("not resurrected").isEqualTo("NOERROR " + B);
    }
  }

  @Test
  void theLastWordOfAnAgentStandsWhenItIsNotReachedAndDownReplacesDrain() {
    try (var a = Agent.saying("drain # maintenance");
        var b = Agent.saying("up")) {
      var zone = agents(a, b, "");
      Eventually.gives("drain", () -> zone.status("www", A).get("effective").stringValue());
      a.say("no line is this long ".repeat(100));
      zone.awaitVerdict("www", A, "down");
      assertThat(zone.explain("www A").toString()).contains("\"drained: ");
      a.say("down # disk full");
      Eventually.gives("down: disk full", () -> zone.status("www", A).get("reason").stringValue());
    }
  }

  @Test
  void anAgentAsksForAShareOfItsWeight() {
    try (var a = Agent.saying("50%");
        var b = Agent.saying("up")) {
      var zone = agents(a, b, "select = \"weighted\"\nweights = { \"%s\" = 3 }".formatted(B));
      zone.awaitVerdict("www", A, "up");
      zone.awaitVerdict("www", B, "up");
      ChiSquare.require(Sample.of(zone, "www A", QUERIES, Sample::first), Map.of(A, 0.5, B, 3.0));
      a.say("0%");
      Eventually.gives("drain", () -> zone.status("www", A).get("effective").stringValue());
      assertThat(Sample.of(zone, "www A", 100, Sample::first)).containsOnlyKeys(B);
    }
  }

  @Test
  void anUnknownWordChangesNothingAndIsNoEvidence() {
    try (var a = Agent.saying("up");
        var b = Agent.saying("up")) {
      var zone = agents(a, b, "");
      zone.awaitMembers("www A", A, B);
      a.say("splendid");
      Eventually.holds("void", () -> zone.status("www", A).get("voids").intValue() > 2);
      assertThat(zone.verdict("www", A)).isEqualTo("up");
      assertThat(zone.status("www", A).get("evidence_age").doubleValue()).isGreaterThan(0.6);
      assertThat(zone.members("www A")).isEqualTo("NOERROR %s, %s".formatted(A, B));
    }
  }
}
