package org.pharosdns.cli.zones;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.pharosdns.cli.config.Configuration;
import org.pharosdns.cli.control.ServeOptions;
import org.pharosdns.cli.server.ServerFolder;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.zone.model.Problem;
import org.pharosdns.zone.update.UpdateJournals;

/// Zones are read again where something that they are made of has changed, and nowhere else.
class ZoneReadingTest {
  private static final DnsName APEX = DnsName.parse("example");
  private static final String CONFIGURATION =
      """
      [server]
      allow_exec = true
      [key.ops]
      secret = "c2VjcmV0c2VjcmV0c2VjcmV0"
      [zone."example"]
      update = ["key:ops"]
      [defaults]
      min_ttl = "7s"
      [check.web]
      type = "tcp"
      port = 80
      """;
  private static final String STEERING =
      """
      [name.www]
      check = "web"
      select = "hash"
      hash = { key_file = "key" }
      """;

  @TempDir private Path temporary = Path.of("");

  @BeforeEach
  void write() {
    new ServerFolder(temporary)
        .write("pharos.toml", CONFIGURATION)
        .zone("key", "a key of sixteen octets")
        .zone("example.zone", ServerFolder.APEX + "www A 192.0.2.1\n")
        .zone("example.toml", STEERING);
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(temporary.resolve(name), text);
  }

  private Configuration load() {
    var options = new ServeOptions(temporary.resolve("pharos.toml"), null, List.of());
    return Objects.requireNonNull(Configurations.read(options).value());
  }

  private ZoneReading read() {
    return ZoneReading.of(load(), temporary.resolve("zones"), AllWritten.of(load()));
  }

  /// Reads again what was read before the configuration `before`.
  private ZoneReading again(Configuration before, ZoneReading known) {
    return ZoneReading.of(
        load(), temporary.resolve("zones"), AllWritten.of(load()), known.reads(), before);
  }

  private static ZoneData data(ZoneReading reading) {
    return Objects.requireNonNull(
        Objects.requireNonNull(reading.reads().get(APEX)).data(), reading.allProblems()::toString);
  }

  @Test
  void aZoneWhoseFilesHoldTheSameIsNotReadAgain() throws Exception {
    var known = read();
    assertThat(data(again(load(), known))).isSameAs(data(known));
  }

  @Test
  void aZoneFileThatHoldsSomethingElseIsRead() throws Exception {
    var known = read();
    write("zones/example.zone", ServerFolder.APEX + "www A 192.0.2.2\n");
    assertThat(data(again(load(), known))).isNotEqualTo(data(known));
  }

  @Test
  void aKeyFileThatHoldsSomethingElseIsRead() throws Exception {
    var known = read();
    var before = load();
    write("zones/key", "another key of many octets");
    assertThat(data(again(before, known)).steering()).isNotEqualTo(data(known).steering());
  }

  /// What cannot be looked for is not gone. Here the folder is a link to itself, which hides it
  /// as a missing right does.
  @Test
  void aZoneWhoseUpdatesCannotBeLookedForIsNotTakenWithoutThem() throws Exception {
    var state = Files.createDirectories(load().server().state());
    var updates = state.resolve("updates");
    Files.createSymbolicLink(updates, updates);
    assertThat(read().allProblems())
        .singleElement()
        .matches(Problem::isError)
        .extracting(Problem::message)
        .asString()
        .startsWith("the journal of updates cannot be read");
  }

  /// Whoever takes updates knows which of those in the file were refused.
  @Test
  void updatesAreReadFromTheJournalsOfWhoTakesThem() throws Exception {
    var state = Files.createDirectories(temporary.resolve("journals"));
    Files.createSymbolicLink(state.resolve("updates"), state.resolve("updates"));
    var unwritten = new Unwritten(Map.of(), new UpdateJournals(state));
    assertThat(ZoneReading.of(load(), temporary.resolve("zones"), unwritten).allProblems())
        .singleElement()
        .extracting(Problem::message)
        .asString()
        .startsWith("the journal of updates cannot be read");
  }

  private ZoneData.Read readCutOff(@Nullable Map<Path, byte[]> rest) {
    var cutOff = new CutOff("an earlier change was cut off", rest);
    var reading =
        ZoneReading.of(
            load(),
            temporary.resolve("zones"),
            new Unwritten(Map.of(APEX, cutOff), AllWritten.of(load()).updates()));
    return Objects.requireNonNull(reading.reads().get(APEX));
  }

  @Test
  void aZoneWhoseFilesHoldHalfOfAChangeIsReadWithTheWhole() throws Exception {
    var file = temporary.resolve("zones/example.zone").toRealPath();
    var text = ServerFolder.APEX.replace("host 1", "host 2") + "www A 192.0.2.2\n";
    var read = readCutOff(Map.of(file, text.getBytes(UTF_8)));
    assertThat(read.problems()).noneMatch(Problem::isError);
    assertThat(Objects.requireNonNull(read.data()).contents().serial()).isEqualTo(2);
    write("zones/example.zone", text);
    assertThat(read.data().changedFiles()).as("once it is complete").isEmpty();
  }

  @Test
  void aZoneOfWhichNobodyKnowsTheWholeChangeIsAnError() {
    var read = readCutOff(null);
    assertThat(read.data()).isNull();
    assertThat(read.problems())
        .singleElement()
        .matches(Problem::isError)
        .extracting(Problem::message)
        .isEqualTo("an earlier change was cut off");
  }

  @Test
  void aKeyFileThatIsGoneIsAnError() throws Exception {
    var known = read();
    var before = load();
    Files.delete(temporary.resolve("zones/key"));
    assertThat(again(before, known).allProblems()).anyMatch(Problem::isError);
  }

  @Test
  void checksAndDefaultsOfTheConfigurationAreTaken() throws Exception {
    var known = read();
    var before = load();
    write("pharos.toml", CONFIGURATION.replace("port = 80", "port = 81"));
    assertThat(data(again(before, known)).steering()).isNotEqualTo(data(known).steering());
    write("pharos.toml", CONFIGURATION.replace("7s", "8s"));
    assertThat(data(again(before, known)).steering()).isNotEqualTo(data(known).steering());
  }

  @Test
  void otherLimitsOfZoneFilesAreTaken() throws Exception {
    var known = read();
    var before = load();
    write("pharos.toml", CONFIGURATION + "[limits]\ntypes_per_name = 1\n");
    assertThat(again(before, known).allProblems()).anyMatch(Problem::isError);
  }

  @Test
  void aLinkThatLeadsToAnotherFileIsFollowed() throws Exception {
    var zone = temporary.resolve("zones/example.zone");
    var first = Files.move(zone, temporary.resolve("first"));
    var second =
        Files.writeString(temporary.resolve("second"), ServerFolder.APEX + "www A 192.0.2.2\n");
    Files.createSymbolicLink(zone, first);
    var known = read();
    var before = load();
    assertThat(data(again(before, known))).isSameAs(data(known));
    Files.delete(zone);
    Files.createSymbolicLink(zone, second);
    assertThat(data(again(before, known))).isNotEqualTo(data(known));
    assertThat(data(known).changedFiles()).isNotEmpty();
  }

  @Test
  void aBugThatOneZoneBringsToLightIsAnErrorOfThatZone() {
    var known = Objects.requireNonNull(read().reads().get(APEX));
    assertThat(failure(new IllegalStateException("a bug")))
        .isEqualTo("this zone makes the server fail: java.lang.IllegalStateException: a bug");
    assertThat(failure(new StackOverflowError()))
        .isEqualTo("this zone makes the server fail: java.lang.StackOverflowError");
    assertThat(ZoneReading.alone(known.source(), () -> known)).isSameAs(known);
  }

  @Test
  void aZoneForWhichTheMemoryDoesNotSufficeIsAnErrorOfThatZone() {
    assertThat(failure(new OutOfMemoryError("heap")))
        .isEqualTo(
            "the memory of the server does not suffice to read this zone:"
                + " java.lang.OutOfMemoryError: heap");
  }

  /// Returns the only error of a zone that is read with that end.
  private String failure(Throwable thrown) {
    var known = Objects.requireNonNull(read().reads().get(APEX));
    var broken =
        ZoneReading.alone(
            known.source(),
            () -> {
              throw ZoneReadingTest.<RuntimeException>unchecked(thrown);
            });
    assertThat(broken.data()).isNull();
    assertThat(broken.problems()).singleElement().matches(Problem::isError);
    return broken.problems().getFirst().message();
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <T extends Throwable> T unchecked(Throwable thrown) throws T {
    throw (T) thrown;
  }

  @Test
  @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void aSteeringFileThatBecomesAPipeIsAnErrorOfItsZone() throws Exception {
    var known = read();
    var before = load();
    var steering = temporary.resolve("zones/example.toml");
    Files.delete(steering);
    assumeTrue(new ProcessBuilder("mkfifo", steering.toString()).start().waitFor() == 0);
    assertThat(again(before, known).allProblems())
        .extracting(Problem::format)
        .containsExactly(steering + ": error: cannot be read: " + steering + " is no regular file");
    assertThat(data(known).changedFiles()).containsExactly(steering.toRealPath());
  }

  @Test
  void theWarningOfTooManyProbesIsOfThisReadingAlone() throws Exception {
    write(
        "pharos.toml",
        CONFIGURATION + "interval = \"2s\"\n[limits]\nprobe_starts_per_second = 1\n");
    write("zones/a.zone", ServerFolder.APEX + "www A 192.0.2.2\nwww A 192.0.2.3\n");
    write("zones/a.toml", STEERING);
    var known = read();
    assertThat(known.allProblems()).anyMatch(ZoneReadingTest::isOfProbes);
    Files.delete(temporary.resolve("zones/a.zone"));
    assertThat(again(load(), known).allProblems()).noneMatch(ZoneReadingTest::isOfProbes);
  }

  private static boolean isOfProbes(Problem problem) {
    return problem.message().contains("probes are due");
  }
}
