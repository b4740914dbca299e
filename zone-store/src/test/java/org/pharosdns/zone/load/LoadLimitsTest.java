package org.pharosdns.zone.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.pharosdns.zone.load.LoadedText.HEAD;
import static org.pharosdns.zone.load.LoadedText.zone;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.zone.model.FixedHeap;
import org.pharosdns.zone.model.HeapRoom;
import org.pharosdns.zone.model.Problem;

class LoadLimitsTest {
  private static final LoadLimits SMALL = new LoadLimits(4000, 200, 2, 5, 4, 3);

  @TempDir private Path folder = Path.of("");

  @Test
  void recordsOfAnRRset() {
    assertThat(zone(addresses(3), SMALL).refused()).isFalse();
    assertThat(zone(addresses(4), SMALL).refused()).isFalse();
    assertThat(zone(addresses(5), SMALL).problems())
        .singleElement()
        .asString()
        .startsWith("9:1: error: more than 4 records of a.example.com. A");
  }

  private static String addresses(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "a A 10.0." + i / 250 + "." + i % 250 + "\n")
        .collect(Collectors.joining());
  }

  @Test
  void duplicatesDoNotCount() {
    assertThat(zone("a A 10.0.0.1\n".repeat(20), SMALL).refused()).isFalse();
  }

  @Test
  void recordsOfAnRRsetFitInAMessageWhateverTheLimitSays() {
    var wide = new LoadLimits(1 << 20, 200, 2, 5, 4500, 3);
    assertThat(zone(addresses(4000), wide).refused()).isFalse();
    assertThat(zone(addresses(4200), wide).problems().getFirst())
        .contains("do not fit in a message");
    assertThat(zone(addresses(20_000), wide).problems())
        .anyMatch(p -> p.contains("more than 4500"));
  }

  @Test
  void typesOfAName() {
    var two = "a A 10.0.0.1\na TXT x\n";
    assertThat(zone(two, SMALL).refused()).isFalse();
    assertThat(zone(two + "a HINFO x y\n", SMALL).refused()).isFalse();
    assertThat(zone(two + "a HINFO x y\na LOC 1 N 1 E 1m\n", SMALL).problems())
        .containsExactly("8:1: error: a.example.com. has more than 3 types");
  }

  @Test
  void octetsOfALine() {
    assertThat(zone("a A 10.0.0.1;" + "x".repeat(186), SMALL).refused()).isFalse();
    assertThat(zone("a A 10.0.0.1;" + "x".repeat(187), SMALL).refused()).isFalse();
    assertThat(zone("a A 10.0.0.1;" + "x".repeat(188), SMALL).problems())
        .singleElement()
        .asString()
        .startsWith("5:1: error: a line of 201 octets; at most 200 are allowed");
  }

  @Test
  void octetsOfAFile() {
    var rest = 4000 - HEAD.length();
    assertThat(zone("\n".repeat(rest - 1), SMALL).refused()).isFalse();
    assertThat(zone("\n".repeat(rest), SMALL).refused()).isFalse();
    assertThat(zone("\n".repeat(rest + 1), SMALL).problems())
        .containsExactly("error: the zone has more than 4000 octets of text");
  }

  @Test
  void octetsOfAFileThatIsStillToBeWritten() throws Exception {
    var file = Files.writeString(folder.resolve("example.com.zone"), HEAD);
    for (var octets = 3999; octets <= 4001; octets++) {
      var draft = (HEAD + "\n".repeat(octets - HEAD.length())).getBytes(UTF_8);
      var loaded =
          ZoneLoader.load(
              file, DnsName.parse("example.com"), SMALL, Map.of(file.toRealPath(), draft));
      assertThat(loaded.contents() == null).isEqualTo(octets > 4000);
    }
  }

  @Test
  void eachFileOfAZoneCountsAsOneKibibyteAtLeast() throws Exception {
    var include = "$INCLUDE empty\n";
    Files.writeString(folder.resolve("empty"), "");
    var file = Files.writeString(folder.resolve("example.com.zone"), HEAD + include.repeat(3));
    var apex = DnsName.parse("example.com");
    assertThat(ZoneLoader.load(file, apex, SMALL).contents()).isNotNull();
    Files.writeString(file, HEAD + include.repeat(4));
    assertThat(ZoneLoader.load(file, apex, SMALL).problems())
        .singleElement()
        .extracting(Problem::message)
        .isEqualTo(
            "the zone has more than 4000 octets of text, each file counted as 1024 at least");
  }

  private static String deepNames(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "x" + i + " A 10.0.0.1\n")
        .collect(Collectors.joining("", "$ORIGIN " + "a.".repeat(115) + "example.com.\n", ""));
  }

  @Test
  void memoryThatShortTextsOfLongNamesTake() {
    var limits = new LoadLimits(128 << 10, 500, 2, 5, 4, 3);
    var problem = zone(deepNames(5000), limits).problems().getFirst();
    assertThat(problem)
        .contains(":1: error: the zone takes more than 1048576 octets of memory")
        .contains("[limits] zone_file");
    var linesBefore = Integer.parseInt(problem.substring(0, problem.indexOf(':'))) - 1;
    var most = (int) (linesBefore - HEAD.lines().count() - 1);
    assertThat(most).isBetween(3000, 4000);
    assertThat(zone(deepNames(most), limits).refused()).isFalse();
    assertThat(zone(deepNames(most + 1), limits).refused()).isTrue();
  }

  @Test
  void emptyNonTerminalsCountUnlessTheOwnerBeforeMadeThem() {
    var limits = new LoadLimits(128 << 10, 500, 2, 5, 4, 3);
    var apart = new StringBuilder();
    var together = new StringBuilder();
    for (var i = 0; i < 600; i++) {
      apart.append("a.".repeat(100)).append('b').append(i).append(" A 10.0.0.1\n");
      together.append('b').append(i).append(".a".repeat(100)).append(" A 10.0.0.1\n");
    }
    assertThat(zone(apart.toString(), limits).problems())
        .singleElement()
        .asString()
        .contains("octets of memory");
    assertThat(zone(together.toString(), limits).refused()).isFalse();
  }

  @Test
  void recordsOfAGenerate() {
    assertThat(zone("$GENERATE 1-4 a$ A 10.0.0.$", SMALL).records()).hasSize(4);
    assertThat(zone("$GENERATE 1-5 a$ A 10.0.0.$", SMALL).records()).hasSize(5);
    assertThat(zone("$GENERATE 1-6 a$ A 10.0.0.$", SMALL).problems())
        .singleElement()
        .asString()
        .startsWith("5:11: error: $GENERATE of 6 records");
  }

  @Test
  void recordsOfAllGeneratesTogether() {
    var sixteen =
        IntStream.range(0, 16)
            .mapToObj(i -> "$GENERATE 1-5 a" + i + "-$ A 10.0.0.$\n")
            .collect(Collectors.joining());
    assertThat(zone(sixteen, SMALL).records()).hasSize(80);
    assertThat(zone(sixteen + "$GENERATE 1-1 b$ A 10.0.0.$\n", SMALL).refused()).isTrue();
  }

  @Test
  void rdataOfTheGreatestLengthFitsAndOneOctetMoreDoesNot() {
    assertThat(zone("x TYPE65280 \\# 65000 (" + hex(65_000) + ")").rdata()).hasSize(130_000);
    assertThat(zone("x TYPE65280 \\# 65535 (" + hex(65_535) + ")").problems())
        .singleElement()
        .asString()
        .contains("do not fit in a message");
    assertThat(zone("x TYPE65280 \\# 65536 (" + hex(65_536) + ")").problems())
        .singleElement()
        .asString()
        .contains("65536 is too large");
  }

  /// Header, OPT, the question, and what stands before RDATA.
  @Test
  void anRRsetFillsAMessageToTheOctet() {
    var most = 65_535 - 12 - 11 - (15 + 4) - 12;
    for (var octets : new int[] {most - 1, most}) {
      assertThat(zone("x TYPE65280 \\# %d (%s)".formatted(octets, hex(octets))).refused())
          .as("%d octets", octets)
          .isFalse();
    }
    assertThat(zone("x TYPE65280 \\# %d (%s)".formatted(most + 1, hex(most + 1))).problems())
        .containsExactly(
            "5:1: error: the x.example.com. TYPE65280 records do not fit in a message"
                + " (a message has 65535 octets, some for its question and 12 for each record)");
  }

  private static LoadLimits withFree(long octets) {
    return withRoom(new HeapRoom(FixedHeap.withFree(octets)));
  }

  private static LoadLimits withRoom(HeapRoom room) {
    return new LoadLimits(256L << 20, 64 << 10, 10, 65_536, 100, 100, room);
  }

  @Test
  void memoryIsAskedForBeforeAFileIsRead() {
    var lines = (";" + "x".repeat(999) + "\n").repeat(2000);
    var asked = (HEAD.length() + lines.length()) * 7L / 2;
    assertThat(zone(lines, withFree(asked)).refused()).isFalse();
    assertThat(zone(lines, withFree(asked - 1)).rawProblems())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.message())
                  .isEqualTo(
                      "the memory of the server does not suffice for this zone: it asks for 7 MiB"
                          + " more, and 6 of 128 MiB are free");
              assertThat(problem.hint())
                  .isEqualTo(
                      "make the zone smaller, or give the server more memory:"
                          + " JDK_JAVA_OPTIONS=-Xmx2g");
            });
  }

  @Test
  void lessMemoryIsAskedForWhereTheTextIsThere() throws Exception {
    var file = Files.writeString(folder.resolve("example.com.zone"), HEAD);
    var draft = (HEAD + "\n".repeat(2_000_000)).getBytes(UTF_8);
    var asked = draft.length * 5L / 2;
    for (var free : new long[] {asked, asked - 1}) {
      var loaded =
          ZoneLoader.load(
              file, DnsName.parse("example.com"), withFree(free), Map.of(file.toRealPath(), draft));
      assertThat(loaded.contents() == null).isEqualTo(free < asked);
    }
  }

  @Test
  void memoryIsAskedForWhenAZoneOutgrowsItsText() {
    var lines = deepNames(20_000);
    var asked = (HEAD.length() + lines.length()) * 7L / 2;
    assertThat(zone(lines, withFree(8 << 20)).refused()).isFalse();
    assertThat(asked).isLessThan(2 << 20);
    assertThat(zone(lines, withFree(2 << 20)).problems())
        .singleElement()
        .asString()
        .startsWith("error: the memory of the server does not suffice for this zone");
  }

  @Test
  void limitsOfTheSameRoomAreEqual() {
    assertThat(withRoom(HeapRoom.OF_JVM)).isEqualTo(LoadLimits.DEFAULTS);
    assertThat(withFree(1)).isNotEqualTo(LoadLimits.DEFAULTS);
  }

  private static String hex(int octets) {
    return "ab\n".repeat(octets);
  }
}
