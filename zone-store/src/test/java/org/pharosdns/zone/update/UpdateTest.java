package org.pharosdns.zone.update;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.pharosdns.dns.server.ZoneRequests.Admission;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.dns.wire.RecordType;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;
import org.xbill.DNS.Update;

/// RFC 2136, section by section, on messages.
@Timeout(60)
class UpdateTest {
  private static final String RECORDS =
      """
      www A 192.0.2.1
      www A 192.0.2.2
      www TXT "text"
      alias CNAME www
      """;

  @TempDir private Path folder = Path.of("");

  private static Name name(String text) throws IOException {
    return Name.fromString(text, Name.fromString("example.test."));
  }

  /// A record without data, of a class other than the zone's.
  private static Record empty(String owner, int type, int dnsClass) throws IOException {
    return Record.newRecord(name(owner), type, dnsClass, 0);
  }

  @ParameterizedTest
  @CsvSource({
    "www, ANY, ANY, NOERROR",
    "gone, ANY, ANY, NXDOMAIN",
    "www, A, ANY, NOERROR",
    "www, MX, ANY, NXRRSET",
    "gone, ANY, NONE, NOERROR",
    "www, ANY, NONE, YXDOMAIN",
    "www, MX, NONE, NOERROR",
    "www, A, NONE, YXRRSET",
    "elsewhere.example., A, NONE, NOTZONE",
    "www, A, CH, FORMERR",
    "www, AXFR, ANY, FORMERR"
  })
  void prerequisitesWithoutData(String owner, String type, String dnsClass, String rcode) {
    try (var scene = UpdateScene.with(folder, RECORDS)) {
      assertThat(
              scene.update(
                  update ->
                      update.addRecord(
                          empty(owner, Type.value(type), DClass.value(dnsClass)), Section.PREREQ)))
          .isEqualTo(rcode);
      assertThat(scene.contents().serial()).isEqualTo(41);
    }
  }

  @Test
  void anRRsetMustBeExactlyAsThePrerequisiteSays() {
    try (var scene = UpdateScene.with(folder, RECORDS)) {
      assertThat(scene.update(update -> update.present(name("www"), Type.A, "192.0.2.1")))
          .isEqualTo("NXRRSET");
      assertThat(
              scene.update(
                  update -> {
                    update.present(name("WWW"), Type.A, "192.0.2.2");
                    update.present(name("www"), Type.A, "192.0.2.1");
                  }))
          .isEqualTo("NOERROR");
    }
  }

  @Test
  void recordsComeAndGoAndTheSerialGoesUpOnce() {
    try (var scene = UpdateScene.with(folder, RECORDS)) {
      assertThat(
              scene.update(
                  update -> {
                    update.add(name("new"), Type.A, 60, "192.0.2.9");
                    update.delete(name("www"), Type.A, "192.0.2.1");
                    update.delete(name("www"), Type.TXT);
                    update.delete(name("alias"));
                  }))
          .isEqualTo("NOERROR");
      assertThat(scene.rdata("new", "A")).containsExactly("c0000209");
      assertThat(scene.rdata("www", "A")).containsExactly("c0000202");
      assertThat(scene.rdata("www", "TXT")).isEmpty();
      assertThat(scene.rdata("alias", "CNAME")).isEmpty();
      assertThat(scene.contents().serial()).isEqualTo(42);
    }
  }

  @Test
  void whatIsThereAlreadyChangesNothing() {
    try (var scene = UpdateScene.with(folder, RECORDS)) {
      assertThat(scene.update(update -> update.add(name("www"), Type.A, 60, "192.0.2.1")))
          .isEqualTo("NOERROR");
      assertThat(scene.update(update -> update.delete(name("www"), Type.A, "192.0.2.77")))
          .isEqualTo("NOERROR");
      assertThat(scene.contents().serial()).isEqualTo(41);
      assertThat(scene.update(update -> update.add(name("www"), Type.A, 90, "192.0.2.1")))
          .isEqualTo("NOERROR");
      assertThat(scene.contents().serial()).isEqualTo(42);
    }
  }

  @Test
  void aCnameAndOtherDataDoNotComeTogether() {
    try (var scene = UpdateScene.with(folder, RECORDS)) {
      scene.update(update -> update.add(name("www"), Type.CNAME, 60, "ns1.example.test."));
      assertThat(scene.rdata("www", "CNAME")).isEmpty();
      scene.update(update -> update.add(name("alias"), Type.A, 60, "192.0.2.1"));
      assertThat(scene.rdata("alias", "A")).isEmpty();
      scene.update(update -> update.add(name("alias"), Type.CNAME, 60, "ns1.example.test."));
      assertThat(scene.rdata("alias", "CNAME")).hasSize(1);
      assertThat(scene.contents().serial()).isEqualTo(42);
    }
  }

  @Test
  void theApexKeepsItsSoaAndItsLastServer() {
    try (var scene = UpdateScene.with(folder, RECORDS)) {
      scene.update(
          update -> {
            update.delete(name("@"));
            update.delete(name("@"), Type.SOA);
            update.delete(name("@"), Type.NS);
            update.delete(name("@"), Type.NS, "ns1.example.test.");
          });
      assertThat(scene.contents().serial()).isEqualTo(41);
      assertThat(scene.rdata("@", "NS")).hasSize(1);
    }
  }

  @Test
  void onlyANewerSoaAtTheApexIsTaken() {
    try (var scene = UpdateScene.with(folder, RECORDS)) {
      scene.update(update -> update.add(name("@"), Type.SOA, 60, "a. b. 40 1 1 1 1"));
      scene.update(update -> update.add(name("www"), Type.SOA, 60, "a. b. 99 1 1 1 1"));
      assertThat(scene.contents().serial()).isEqualTo(41);
      scene.update(update -> update.add(name("@"), Type.SOA, 60, "a. b. 99 1 1 1 1"));
      assertThat(scene.contents().serial()).isEqualTo(99);
      assertThat(scene.afterRestart().serial()).isEqualTo(99);
    }
  }

  @Test
  void oneWrongRecordAndNothingHappens() {
    try (var scene = UpdateScene.with(folder, RECORDS)) {
      assertThat(
              scene.update(
                  update -> {
                    update.add(name("new"), Type.A, 60, "192.0.2.9");
                    update.add(name("www.elsewhere."), Type.A, 60, "192.0.2.9");
                  }))
          .isEqualTo("NOTZONE");
      assertThat(scene.rdata("new", "A")).isEmpty();
      assertThat(scene.contents().serial()).isEqualTo(41);
    }
  }

  @ParameterizedTest
  @CsvSource({"ANY, IN", "AXFR, IN", "MAILA, ANY", "ANY, NONE", "OPT, NONE", "A, HS"})
  void typesOfQuestionsAreNoData(String type, String dnsClass) {
    try (var scene = UpdateScene.with(folder, RECORDS)) {
      var message = new Update(Name.root);
      message.addRecord(
          Record.newRecord(Name.root, Type.value(type), DClass.value(dnsClass), 0), Section.UPDATE);
      if (!type.equals("OPT")) {
        assertThat(
                scene.update(
                    update ->
                        update.addRecord(
                            empty("www", Type.value(type), DClass.value(dnsClass)),
                            Section.UPDATE)))
            .isEqualTo("FORMERR");
      }
      assertThat(scene.contents().serial()).isEqualTo(41);
    }
  }

  @Test
  void whatWouldBreakTheZoneIsRefused() {
    try (var scene = UpdateScene.with(folder, RECORDS)) {
      assertThat(scene.update(update -> update.delete(name("ns1")))).isEqualTo("REFUSED");
      assertThat(scene.update(update -> update.add(name("x.ns1"), Type.DNAME, 60, "a.")))
          .isEqualTo("NOERROR");
      assertThat(scene.update(update -> update.add(name("a.x.ns1"), Type.A, 60, "192.0.2.1")))
          .isEqualTo("REFUSED");
    }
  }

  @Test
  void anRRsetHasAtMostAHundredRecords() {
    try (var scene = UpdateScene.with(folder, "")) {
      assertThat(scene.update(update -> addresses(update, 101))).isEqualTo("REFUSED");
      assertThat(scene.update(update -> addresses(update, 99))).isEqualTo("NOERROR");
      assertThat(scene.update(update -> addresses(update, 100))).isEqualTo("NOERROR");
      assertThat(scene.update(update -> addresses(update, 101))).isEqualTo("REFUSED");
      assertThat(scene.rdata("many", "A")).hasSize(100);
    }
  }

  @Test
  void aNameHasAtMostAHundredTypes() {
    try (var scene = UpdateScene.with(folder, "")) {
      assertThat(scene.update(update -> types(update, 101))).isEqualTo("REFUSED");
      assertThat(scene.update(update -> types(update, 99))).isEqualTo("NOERROR");
      assertThat(scene.update(update -> types(update, 100))).isEqualTo("NOERROR");
      assertThat(scene.update(update -> types(update, 101))).isEqualTo("REFUSED");
      assertThat(scene.rdata("many", "TYPE65379")).hasSize(1);
      assertThat(scene.rdata("many", "TYPE65380")).isEmpty();
    }
  }

  private static void types(Update update, int count) throws IOException {
    for (var i = 0; i < count; i++) {
      update.add(name("many"), 65_280 + i, 60, "\\# 1 00");
    }
  }

  private static void addresses(Update update, int count) throws IOException {
    for (var i = 0; i < count; i++) {
      update.add(name("many"), Type.A, 60, "192.0.2." + i);
    }
  }

  @ParameterizedTest
  @EnumSource(UpdateScene.Stage.class)
  void whatABugKeepsFromBeingCarriedOutIsNotAnsweredAsDone(UpdateScene.Stage stage) {
    try (var scene = UpdateScene.with(folder, RECORDS)) {
      scene.breakAt(stage);
      assertThat(scene.update(update -> update.add(name("new"), Type.A, 60, "192.0.2.9")))
          .isEqualTo("SERVFAIL");
      assertThat(scene.rdata("new", "A")).isEmpty();
      assertThat(scene.update(update -> update.present(name("gone")))).isEqualTo("NXDOMAIN");
    }
  }

  @Test
  void whatCannotComeIntoForceIsNotInTheJournal() {
    try (var scene = UpdateScene.with(folder, RECORDS)) {
      assertThat(scene.update(update -> update.add(name("first"), Type.A, 60, "192.0.2.8")))
          .isEqualTo("NOERROR");
      scene.letNoneIn();
      assertThat(scene.update(update -> update.add(name("new"), Type.A, 60, "192.0.2.9")))
          .isEqualTo("SERVFAIL");
      assertThat(scene.rdata("new", "A")).isEmpty();
      assertThat(scene.afterRestart()).isEqualTo(scene.contents());
    }
  }

  @Test
  void whatTheDiskNeitherKeepsNorGivesBackIsNotThereAfterAReload() {
    try (var scene = UpdateScene.with(folder, RECORDS)) {
      scene.disk().fails();
      assertThat(scene.update(update -> update.add(name("new"), Type.A, 60, "192.0.2.9")))
          .isEqualTo("SERVFAIL");
      assertThat(scene.afterReload()).isEqualTo(scene.contents());
      assertThat(scene.rdata("new", "A")).isEmpty();
      assertThat(scene.prepared).isNull();
    }
  }

  @Test
  void whatTheDiskDidNotGiveBackIsTakenBackOnceItDoesThoughNoOtherUpdateComes() {
    var scene = UpdateScene.with(folder, RECORDS);
    scene.disk().fails();
    assertThat(scene.update(update -> update.add(name("new"), Type.A, 60, "192.0.2.9")))
        .isEqualTo("SERVFAIL");
    scene.disk().works();
    scene.close();
    assertThat(scene.afterRestart()).isEqualTo(scene.contents());
    assertThat(scene.rdata("new", "A")).isEmpty();
  }

  /// The records come and go, so the zone is never larger than it may be.
  @Test
  void aJournalThatCannotBeFoldedTakesUpdatesUntilItIsFullAndAgainOnceItIsFolded()
      throws IOException {
    var most = 1000;
    var file = folder.resolve("updates/example.test.journal");
    try (var scene = UpdateScene.with(folder, RECORDS, most)) {
      assertThat(scene.settle()).isEmpty();
      var taken = 0;
      while (toggle(scene, taken).equals("NOERROR")) {
        taken++;
        assertThat(Files.size(file)).isLessThanOrEqualTo(most);
        assertThat(scene.settle()).containsExactly("the file cannot be written");
      }
      assertThat(taken).isGreaterThan(5);
      assertThat(toggle(scene, taken)).isEqualTo("SERVFAIL");
      assertThat(scene.rdata("new", "A")).hasSize(taken % 2);
      assertThat(scene.contents().serial()).isEqualTo(41 + taken);
      assertThat(scene.afterRestart()).isEqualTo(scene.contents());
      assertThat(scene.update(update -> update.present(name("gone")))).isEqualTo("NXDOMAIN");
      scene.letFold();
      assertThat(scene.settle()).isEmpty();
      assertThat(toggle(scene, taken)).isEqualTo("NOERROR");
    }
  }

  private static String toggle(UpdateScene scene, int round) {
    return scene.update(
        update -> {
          if (round % 2 == 0) {
            update.add(name("new"), Type.A, 60, "192.0.2.9");
          } else {
            update.delete(name("new"), Type.A);
          }
        });
  }

  @Test
  void aKeyChangesWhatItsRulesSayAndNothingElse() {
    var rule =
        new UpdatePolicy.Rule(
            UpdateScene.KEY,
            List.of(NamePattern.parse("_acme-challenge.**", UpdateScene.APEX)),
            Set.of(RecordType.TXT));
    try (var scene = new UpdateScene(folder, RECORDS, new UpdatePolicy(List.of(rule)))) {
      assertThat(
              scene.update(
                  update -> update.add(name("_ACME-challenge.a.b"), Type.TXT, 60, "token")))
          .isEqualTo("NOERROR");
      assertThat(scene.update(update -> update.delete(name("_acme-challenge.a.b"), Type.TXT)))
          .isEqualTo("NOERROR");
      assertThat(scene.update(update -> update.delete(name("_acme-challenge.a.b"))))
          .isEqualTo("REFUSED");
      assertThat(scene.update(update -> update.add(name("www"), Type.TXT, 60, "token")))
          .isEqualTo("REFUSED");
      assertThat(
              scene.update(
                  update -> update.add(name("_acme-challenge.a"), Type.A, 60, "192.0.2.1")))
          .isEqualTo("REFUSED");
    }
  }

  @Test
  void anotherKeyIsRefusedBeforeAnythingIsRead() {
    try (var scene = new UpdateScene(folder, RECORDS, UpdatePolicy.NONE)) {
      var message = new Update(Name.fromConstantString("example.test.")).toWire();
      assertThat(scene.take(message, new CompletableFuture<>())).isEqualTo(Admission.REFUSED);
    }
  }

  @Test
  void whatIsAnsweredIsThereAfterARestart() {
    try (var scene = UpdateScene.with(folder, RECORDS)) {
      for (var i = 1; i <= 20; i++) {
        var owner = "host" + i;
        assertThat(scene.update(update -> update.add(name(owner), Type.A, 60, "192.0.2.7")))
            .isEqualTo("NOERROR");
        var after = scene.afterRestart();
        assertThat(after.serial()).isEqualTo(41 + i);
        assertThat(after.find(DnsName.parse(owner, UpdateScene.APEX), Type.A)).isNotNull();
      }
    }
  }

  @Test
  void changesAreFoldedIntoTheFileAtTheEnd() {
    var scene = UpdateScene.with(folder, RECORDS);
    scene.update(update -> update.add(name("new"), Type.A, 60, "192.0.2.9"));
    scene.letFold();
    scene.close();
    assertThat(scene.folded()).hasSize(1);
    assertThat(new UpdateJournal(folder, UpdateScene.APEX).exists()).isFalse();
  }

  /// Whoever has it would carry it out no more, and its client would wait for nothing.
  @Test
  void anUpdateThatComesAsTheServerEndsIsNotTaken() throws IOException {
    var scene = UpdateScene.with(folder, RECORDS);
    var update = new Update(name("@"));
    update.add(name("new"), Type.A, 60, "192.0.2.9");
    var answer = new CompletableFuture<byte[]>();
    assertThat(scene.takeWhileClosing(update.toWire(), answer)).isEqualTo(Admission.BUSY);
    assertThat(answer).isDone();
    assertThat(scene.contents().serial()).isEqualTo(41);
  }

  @Test
  void changesThatCannotBeFoldedStayInTheJournal() {
    var scene = UpdateScene.with(folder, RECORDS);
    scene.update(update -> update.add(name("new"), Type.A, 60, "192.0.2.9"));
    assertThat(scene.settle()).containsExactly("the file cannot be written");
    scene.close();
    assertThat(scene.afterRestart().serial()).isEqualTo(42);
  }
}
