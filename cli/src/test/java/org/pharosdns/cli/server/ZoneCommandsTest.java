package org.pharosdns.cli.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pharosdns.cli.Parts;
import org.pharosdns.cli.Typed;
import org.pharosdns.cli.change.FileZones;
import org.pharosdns.cli.control.TomlSocketLocator;

/// The commands of zones and records as an operator types them, against a running server and
/// without one.
class ZoneCommandsTest {
  @TempDir private Path temporary = Path.of("");
  private ServerFolder folder = new ServerFolder(Path.of(System.getProperty("java.io.tmpdir")));
  private Parts parts = Typed.parts(temporary);

  @BeforeEach
  void write() {
    folder =
        new ServerFolder(temporary).zone("example.zone", ServerFolder.APEX + "www A 192.0.2.1\n");
    parts =
        new Parts(
            Typed.NO_SERVER,
            Typed.NO_CHECK,
            new TomlSocketLocator(),
            (name, action) -> {},
            FileZones::open);
  }

  private Typed type(String... words) {
    var line = new ArrayList<>(List.of("-c", temporary.resolve("pharos.toml").toString()));
    line.addAll(0, List.of(words));
    return Typed.run(parts, line.toArray(String[]::new));
  }

  private static List<String> www(PharosServer server) {
    try (var asker = new DnsAsker(server.addresses().getFirst())) {
      return asker.addresses("www.example.");
    }
  }

  @Test
  void theQueryAfterTheCommandSeesTheRecordAndUndoTakesItBack() throws Exception {
    try (var server = folder.start()) {
      var added = type("record", "add", "example", "www", "A", "192.0.2.2", "192.0.2.3");
      assertThat(added)
          .isEqualTo(
              new Typed(
                  0,
                  """
                  + www.example. 60 A 192.0.2.2
                  + www.example. 60 A 192.0.2.3
                  example. serial 1 -> 2 (change 1)
                  """,
                  ""));
      assertThat(www(server)).containsExactlyInAnyOrder("192.0.2.1", "192.0.2.2", "192.0.2.3");
      assertThat(type("record", "set", "example", "www", "A", "192.0.2.9", "--ttl", "30").code())
          .isZero();
      assertThat(www(server)).containsExactly("192.0.2.9");
      assertThat(type("zone", "undo", "example").code()).isZero();
      assertThat(www(server)).containsExactlyInAnyOrder("192.0.2.1", "192.0.2.2", "192.0.2.3");
      var late = type("zone", "undo", "example", "2");
      assertThat(late.code()).isEqualTo(1);
      assertThat(late.err()).contains("change 2 no longer applies: there is no www.example. 30 A");
      assertThat(type("zone", "history", "example").out().lines()).hasSize(3 + 5 + 5);
    }
  }

  @Test
  void wordsAreOneRecordEachOrOneTogether() throws Exception {
    try (var server = folder.start()) {
      assertThat(type("record", "add", "example", "@", "MX", "10", "ns").out())
          .contains("+ example. 60 MX 10 ns.example.");
      assertThat(type("record", "add", "example", "@", "MX", "20 ns", "30 ns").out())
          .contains("MX 20 ns.example.", "MX 30 ns.example.");
      assertThat(type("record", "add", "example", "@", "TXT", "v=spf1 mx; -all").out())
          .contains("+ example. 60 TXT \"v=spf1 mx; -all\"");
      assertThat(type("record", "remove", "example", "@", "MX").code()).isZero();
      assertThat(type("record", "add", "example", "www", "A", "192.0.2.300").err())
          .contains("\"192.0.2.300\" is not an IPv4 address");
      assertThat(type("record", "add", "exmaple", "www", "A", "192.0.2.3").err())
          .contains("there is no zone exmaple. (did you mean example.?)");
      assertThat(server.control().zones()).hasSize(1);
    }
  }

  @Test
  void weightAndCheckAreWrittenIntoTheSteeringFile() throws Exception {
    folder.write("zones/example.toml", "# ours\n[check.web]\ntype = \"up\"   # always\n");
    try (var server = folder.start()) {
      var set =
          type(
              "record",
              "set",
              "example",
              "www",
              "A",
              "192.0.2.1",
              "--weight",
              "3",
              "--check",
              "web");
      assertThat(set.err()).isEmpty();
      assertThat(Files.readString(temporary.resolve("zones/example.toml")))
          .isEqualTo(
              """
              # ours
              [check.web]
              type = "up"   # always

              [name.www]
              weights = { "192.0.2.1" = 3 }
              check = "web"
              """);
      assertThat(server.control().status(List.of())).hasSize(1);
    }
  }

  @Test
  void aReasonThatIsShownAgainMovesNoTerminal() {
    var reason = "a\nb\u001b[31m\u009bc";
    type("record", "add", "example", "x", "A", "192.0.2.7", "--reason", reason);
    assertThat(type("zone", "history", "example").out())
        .contains(": a b [31m c\n")
        .doesNotContain("\u001b", "\u009b");
  }

  @Test
  void aReasonHasAtMostFiveHundredCharacters() {
    var long500 = "r".repeat(500);
    var refused =
        type("record", "add", "example", "x", "A", "192.0.2.7", "--reason", long500 + "r");
    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.err()).contains("the reason has 501 characters; at most 500 are kept");
    assertThat(type("record", "add", "example", "x", "A", "192.0.2.7", "--reason", long500).code())
        .isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"a\" ; c", "\"a\";c", "\"a\";"})
  void aCommentIsNoDataOfARecord(String data) {
    var refused = type("record", "add", "example", "x", "TXT", data);
    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.err()).contains("no TXT data: a comment is no data", "in quotes");
    assertThat(type("record", "add", "example", "x", "A", "192.0.2.7 ; c").code()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a ; c", "\"a;\" b\\;"})
  void aSemicolonMayBePartOfAText(String data) {
    assertThat(type("record", "add", "example", "x", "TXT", data).code()).isZero();
  }

  @Test
  void undoTakesSteeringBackAndHistoryShowsIt() throws Exception {
    var before = "[check.web]\ntype = \"up\"\n[name.www]\ncheck = \"web\"\n";
    folder.write("zones/example.toml", before);
    try (var server = folder.start()) {
      type("record", "set", "example", "www", "A", "192.0.2.1", "--weight", "3");
      assertThat(type("zone", "history", "example").out())
          .contains("+ example.toml: weights = { \"192.0.2.1\" = 3 }");
      assertThat(type("zone", "undo", "example").code()).isZero();
      assertThat(steering()).isEqualTo(before);
      assertThat(type("zone", "history", "example").out())
          .contains("- example.toml: weights = { \"192.0.2.1\" = 3 }");
      type("record", "add", "example", "www", "A", "192.0.2.3", "--weight", "5");
      assertThat(type("zone", "undo", "example").code()).isZero();
      assertThat(steering()).isEqualTo(before);
      assertThat(www(server)).isNotEmpty();
      assertThat(type("record", "list", "example", "www").out()).doesNotContain("192.0.2.3");
      assertThat(type("zone", "undo", "example").code()).isZero();
      assertThat(type("record", "list", "example", "www").out()).contains("192.0.2.3");
      assertThat(steering()).contains("\"192.0.2.3\" = 5");
    }
  }

  @Test
  void undoLeavesASteeringFileThatWasChangedSince() throws Exception {
    folder.write("zones/example.toml", "[check.web]\ntype = \"up\"\n[name.www]\ncheck = \"web\"\n");
    try (var server = folder.start()) {
      assertThat(www(server)).isNotEmpty();
      type("record", "set", "example", "www", "A", "192.0.2.1", "--weight", "3");
      type("record", "set", "example", "www", "A", "192.0.2.1", "--weight", "4");
      var late = type("zone", "undo", "example", "1");
      assertThat(late.code()).isEqualTo(1);
      assertThat(late.err()).contains("change 1 wrote to", "another one now");
    }
  }

  @Test
  void aSteeringFileThatACommandMadeGoesWithItsUndo() throws Exception {
    try (var server = folder.start()) {
      var set = type("record", "set", "example", "www", "A", "192.0.2.1", "--weight", "3");
      assertThat(set.code()).isZero();
      assertThat(www(server)).isNotEmpty();
      assertThat(type("zone", "undo", "example").code()).isZero();
      assertThat(temporary.resolve("zones/example.toml")).doesNotExist();
      assertThat(www(server)).isNotEmpty();
    }
  }

  @Test
  void aChangeOfSteeringIsShownAndWhatIsSoAlreadyIsNone() throws Exception {
    try (var server = folder.start()) {
      assertThat(www(server)).isNotEmpty();
      assertThat(type("record", "set", "example", "www", "A", "192.0.2.1", "--weight", "3").out())
          .isEqualTo(
              """
              + example.toml: [name.www]
              + example.toml: weights = { "192.0.2.1" = 3 }
              example. serial 1 -> 1 (change 1)
              """);
      assertThat(type("record", "set", "example", "www", "A", "192.0.2.1", "--weight", "3").out())
          .isEqualTo("example. is so already, serial 1\n");
      assertThat(type("zone", "undo", "example").out())
          .contains("- example.toml: weights = { \"192.0.2.1\" = 3 }");
    }
  }

  @Test
  void anAddressThatGoesTakesItsWeightWithIt() throws Exception {
    try (var server = folder.start()) {
      type("record", "add", "example", "www", "A", "192.0.2.2", "192.0.2.3", "--weight", "5");
      assertThat(type("record", "remove", "example", "www", "A", "192.0.2.2").err()).isEmpty();
      assertThat(steering()).contains("weights = { \"192.0.2.3\" = 5 }");
      assertThat(type("record", "set", "example", "www", "A", "192.0.2.1", "192.0.2.4").err())
          .isEmpty();
      assertThat(steering()).contains("weights = { }");
      assertThat(www(server)).containsExactlyInAnyOrder("192.0.2.1", "192.0.2.4");
      assertThat(type("zone", "undo", "example").err()).isEmpty();
      assertThat(steering()).contains("weights = { \"192.0.2.3\" = 5 }");
    }
  }

  @Test
  void undoOfNoZoneOrOfNoChangeIsAnError() throws Exception {
    try (var server = folder.start()) {
      assertThat(www(server)).isNotEmpty();
      assertThat(type("zone", "undo", "exmaple").err())
          .contains("there is no zone exmaple. (did you mean example.?)");
      assertThat(type("zone", "undo", "example").err())
          .contains("there is no change of example. yet");
    }
  }

  private String steering() throws IOException {
    return Files.readString(temporary.resolve("zones/example.toml"));
  }

  @Test
  void aChangeTellsOnlyTheWarningsThatItBrings() throws Exception {
    folder.zone("example.zone", ServerFolder.APEX + "www A 192.0.2.1\n@ MX 10 nowhere\n");
    try (var server = folder.start()) {
      assertThat(www(server)).isNotEmpty();
      assertThat(type("record", "add", "example", "a", "A", "192.0.2.2").err()).isEmpty();
      assertThat(type("record", "add", "example", "@", "MX", "20 nothing").err())
          .contains("warning: MX target nothing.example. has no address")
          .doesNotContain("nowhere");
      assertThat(type("record", "remove", "example", "a").err()).isEmpty();
    }
  }

  @Test
  void theBeginningOfACommandIsTakenForIt() {
    assertThat(type("zone", "hist", "example").err()).contains("Did you mean 'history'?");
    assertThat(type("zone", "shwo", "example").err()).contains("Did you mean 'show'?");
  }

  @Test
  void errorsOfAnImportNameTheFileThatWasGiven() throws Exception {
    folder.write("bad.zone", ServerFolder.APEX + "www A 192.0.2.300\n");
    var given = temporary.resolve("bad.zone").toString();
    try (var server = folder.start()) {
      assertThat(www(server)).isNotEmpty();
      var fresh = type("zone", "import", "new.test", given);
      assertThat(fresh.code()).isEqualTo(1);
      assertThat(fresh.err()).contains(given + ":").doesNotContain("zones/new.test.zone");
      var over = type("zone", "import", "example", given, "--replace");
      assertThat(over.code()).isEqualTo(1);
      assertThat(over.err()).contains(given + ":").doesNotContain("zones/example.zone");
    }
  }

  @Test
  void aReloadWarnsWhenTheSerialWasNotRaised() throws Exception {
    try (var server = folder.start()) {
      folder.zone("example.zone", ServerFolder.APEX + "www A 192.0.2.8\n");
      var reloaded = type("zone", "reload", "example");
      assertThat(reloaded.code()).isZero();
      assertThat(reloaded.err()).contains("warning: the records changed, but the serial was 1");
      assertThat(www(server)).containsExactly("192.0.2.8");
      assertThat(type("reload").err()).isEmpty();
    }
  }

  @Test
  void aTtlIsWrittenInSecondsOrAsADuration() throws Exception {
    try (var server = folder.start()) {
      assertThat(type("record", "add", "example", "ten", "A", "192.0.2.1", "--ttl", "10m").out())
          .contains("+ ten.example. 600 A 192.0.2.1");
      assertThat(type("record", "add", "example", "ten", "A", "192.0.2.1", "--ttl", "1x").err())
          .contains("'1x' is no TTL; write seconds, or for example 5m");
      assertThat(server.control().zones()).hasSize(1);
    }
  }

  @Test
  void whatIsNoIdOfAChangeIsSaidInWords() {
    assertThat(type("zone", "undo", "example", "last").err())
        .contains("'last' is no ID of a change; 'pharos zone history ZONE' lists them");
  }

  @Test
  void theHistoryOfNoZoneIsAnError() throws Exception {
    try (var server = folder.start()) {
      var history = type("zone", "history", "exmaple");
      assertThat(history.code()).isEqualTo(1);
      assertThat(history.err()).contains("there is no zone exmaple. (did you mean example.?)");
      assertThat(server.control().zones()).hasSize(1);
    }
  }

  @Test
  void aZoneIsCreatedServedDeletedAndBroughtBack() throws Exception {
    try (var server = folder.start()) {
      assertThat(type("zone", "create", "new.example", "--address", "192.0.2.53").err()).isEmpty();
      try (var asker = new DnsAsker(server.addresses().getFirst())) {
        assertThat(asker.addresses("ns1.new.example.")).containsExactly("192.0.2.53");
        assertThat(type("zone", "delete", "new.example").code()).isEqualTo(1);
        assertThat(type("zone", "delete", "new.example", "--yes").code()).isZero();
        assertThat(asker.addresses("ns1.new.example.")).isEmpty();
        assertThat(type("zone", "undo", "new.example").err()).isEmpty();
        assertThat(asker.addresses("ns1.new.example.")).containsExactly("192.0.2.53");
      }
      assertThat(type("record", "add", "new.example", "x", "A", "192.0.2.1").err()).isEmpty();
    }
  }

  @Test
  void aZoneIsImportedFromAFile() throws Exception {
    var file = Files.writeString(temporary.resolve("o"), ServerFolder.APEX + "x A 192.0.2.8\n");
    try (var server = folder.start();
        var asker = new DnsAsker(server.addresses().getFirst())) {
      assertThat(type("zone", "import", "other.example", file.toString()).out())
          .contains("other.example. imported");
      assertThat(asker.addresses("x.other.example.")).containsExactly("192.0.2.8");
    }
  }

  @Test
  void diffShowsWhatAReloadWouldChange() throws Exception {
    try (var server = folder.start()) {
      folder.zone("example.zone", ServerFolder.APEX + "www A 192.0.2.7\n");
      assertThat(type("zone", "diff", "example").out())
          .isEqualTo("- www.example. 60 A 192.0.2.1\n+ www.example. 60 A 192.0.2.7\n");
      assertThat(type("record", "add", "example", "x", "A", "192.0.2.1").err())
          .contains("holds something else than when it was read");
      assertThat(type("zone", "reload", "example").code()).isZero();
      assertThat(www(server)).containsExactly("192.0.2.7");
      assertThat(type("record", "add", "example", "x", "A", "192.0.2.1").err()).isEmpty();
    }
  }

  @Test
  void withoutAServerTheFilesAreChangedTheSameWay() throws Exception {
    var typed = type("record", "add", "example", "www", "A", "192.0.2.2");
    assertThat(typed.code()).isZero();
    assertThat(typed.err()).contains("No server runs");
    assertThat(type("zone", "history", "example").out()).contains("+ www.example. 60 A 192.0.2.2");
    try (var server = folder.start()) {
      assertThat(www(server)).containsExactlyInAnyOrder("192.0.2.1", "192.0.2.2");
    }
  }
}
