package org.pharosdns.conformance.steering;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pharosdns.cli.geo.GeoFile;

/// Tiers by country and continent, from a database of networks.
class PlacesTest {
  private static final String RECORDS =
      "www A 192.0.2.1\neu A 192.0.2.2\nde A 192.0.2.3\nnet A 192.0.2.4\n";
  private static final String RULES =
      """
      [name.www]
      [[name.www.rule]]
      geo = ["EU"]
      tiers = ["eu"]
      [[name.www.rule]]
      geo = ["DE", "LI"]
      tiers = ["de", "eu"]
      [[name.www.rule]]
      subnets = ["127.20.7.0/24"]
      tiers = ["net"]
      """;

  @TempDir static Path folder;
  static LiveServer server;

  @BeforeAll
  static void start() throws IOException {
    database().write(folder.resolve("geo.mmdb"));
    server = LiveServer.in(folder, "[server]\ngeo_database = \"geo.mmdb\"\n").start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static GeoFile database() {
    return new GeoFile()
        .add("127.20.0.0/16", "DE", "EU")
        .add("127.21.0.0/16", "FR", "EU")
        .add("127.22.0.0/16", "US", "NA")
        .add("198.51.100.0/24", "DE", "EU");
  }

  private static String ask(LiveZone zone, String from) {
    return LiveZone.summary(zone.reply(zone.question("www A"), from));
  }

  @Test
  void aCountryWinsOverItsContinentAndALongerPrefixOverBoth() {
    var zone = server.zone(RECORDS, RULES);
    assertThat(ask(zone, "127.20.1.1")).isEqualTo("NOERROR 300 192.0.2.3");
    assertThat(ask(zone, "127.20.7.1")).isEqualTo("NOERROR 300 192.0.2.4");
    assertThat(ask(zone, "127.21.1.1")).isEqualTo("NOERROR 300 192.0.2.2");
    assertThat(ask(zone, "127.22.1.1")).isEqualTo("NOERROR 300 192.0.2.1");
    assertThat(ask(zone, "127.0.0.1")).isEqualTo("NOERROR 300 192.0.2.1");
  }

  @Test
  void theClientSubnetIsPlacedAndTheScopeIsThatOfItsNetwork() {
    var zone = server.zone(RECORDS, RULES);
    var ask = zone.question("www A").edns(0, 0, "0008000700011800c63364");
    var reply = zone.reply(ask, "127.22.1.1");
    assertThat(LiveZone.summary(reply)).isEqualTo("NOERROR 300 192.0.2.3");
    assertThat(String.valueOf(reply.edns())).contains("00011818c63364");
  }

  @Test
  void aTierOfAPlaceFailsOverToItsNextTier() {
    var member = server.endpoint(Behaviour.PASS);
    var zone =
        server.zone(
            RECORDS.replace("192.0.2.3", member.address()),
            Checks.web("fall = 1") + RULES + "[name.de]\ncheck = \"web\"\n");
    Eventually.gives(
        member.address(), () -> Sample.first(zone.reply(zone.question("www A"), "127.20.1.1")));
    member.become(Behaviour.REFUSE);
    Eventually.gives(
        "192.0.2.2", () -> Sample.first(zone.reply(zone.question("www A"), "127.20.1.1")));
    assertThat(ask(zone, "127.22.1.1")).isEqualTo("NOERROR 300 192.0.2.1");
  }

  @Test
  void aNewDatabaseHoldsFromTheNextReloadAndABrokenOneLeavesTheOldInForce() throws IOException {
    var zone = server.zone(RECORDS, RULES);
    assertThat(ask(zone, "127.23.1.1")).isEqualTo("NOERROR 300 192.0.2.1");
    var file = database().add("127.23.0.0/16", "FR", "EU").write(folder.resolve("geo.mmdb"));
    assertThat(server.tell("reload").code()).isZero();
    assertThat(ask(zone, "127.23.1.1")).isEqualTo("NOERROR 300 192.0.2.2");
    var octets = Files.readAllBytes(file);
    for (var length : new int[] {0, 500, octets.length - 1}) {
      Files.write(file, Arrays.copyOf(octets, length));
      var reload = server.tell("reload");
      assertThat(reload.code()).isEqualTo(1);
      assertThat(reload.err())
          .contains("the database cannot be read: " + file + ": this is no MaxMind database: ");
      assertThat(ask(zone, "127.23.1.1")).isEqualTo("NOERROR 300 192.0.2.2");
    }
    Files.write(file, octets);
    assertThat(server.tell("reload").code()).isZero();
    assertThat(ask(zone, "127.23.1.1")).isEqualTo("NOERROR 300 192.0.2.2");
  }
}
