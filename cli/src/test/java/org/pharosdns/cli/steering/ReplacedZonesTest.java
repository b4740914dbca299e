package org.pharosdns.cli.steering;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.AbstractCollection;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pharosdns.cli.zones.ZoneData;
import org.pharosdns.zone.model.ZoneContentsBuilder;

/// What goes on while other zones come into force.
class ReplacedZonesTest {
  private static final String RECORDS = "www A 192.0.2.1\na A 192.0.2.11\n";
  private static final String STEERING =
      "[name.www]\ncheck = \"told\"\nbackup = [\"a\"]\n[name.a]\ncheck = \"told\"\n";

  @TempDir Path folder;

  private FedZones answeringFromWww() throws Exception {
    var zones = new FedZones(folder, RECORDS, STEERING);
    zones.find(zones.all(), FedZones.UP);
    assertThat(zones.tier("www")).isEqualTo("www");
    return zones;
  }

  @Test
  void verdictsReachTheAnswersWhileZonesArePlanned() throws Exception {
    try (var zones = answeringFromWww()) {
      var read = zones.read(RECORDS + "b A 192.0.2.12\n", STEERING);
      zones.zones().replace(planned(read, () -> goesDown(zones)));
      assertThat(zones.tier("www")).isEqualTo("a");
      assertThat(zones.zone().data()).isEqualTo(read.getFirst());
    }
  }

  private static Collection<ZoneData> planned(List<ZoneData> zones, Runnable meanwhile) {
    return new AbstractCollection<>() {
      @Override
      public Iterator<ZoneData> iterator() {
        meanwhile.run();
        return zones.iterator();
      }

      @Override
      public int size() {
        return zones.size();
      }
    };
  }

  private static void goesDown(FedZones zones) {
    CompletableFuture.runAsync(
            () -> {
              try {
                zones.find("192.0.2.1", FedZones.DOWN);
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            })
        .orTimeout(20, TimeUnit.SECONDS)
        .join();
    assertThat(zones.tier("www")).isEqualTo("a");
  }

  private static ZoneData broken(ZoneData data) {
    var empty = new ZoneContentsBuilder(data.apex(), 0).build();
    return new ZoneData(data.source(), empty, data.steering(), data.stamps(), data.warnings());
  }

  @Test
  void theZoneBeforeOneThatCannotBeCompiledStays() throws Exception {
    try (var zones = answeringFromWww()) {
      var before = zones.zone().data();
      assertThat(zones.zones().replace(List.of(broken(before))))
          .hasEntrySatisfying(
              before.apex(), problem -> assertThat(problem.message()).contains("no SOA"));
      assertThat(zones.zone().data()).isSameAs(before);
      zones.find("192.0.2.1", FedZones.DOWN);
      assertThat(zones.tier("www")).isEqualTo("a");
    }
  }

  @Test
  void aZoneThatCannotBeCompiledIsNotPreparedEither() throws Exception {
    try (var zones = answeringFromWww()) {
      var before = zones.zone().data();
      assertThat(zones.zones().prepare(before)).isEmpty();
      assertThat(zones.zones().prepare(broken(before))).isPresent();
      assertThat(zones.zone().data()).isSameAs(before);
    }
  }

  @Test
  void aZoneThatWasPreparedIsNotCompiledAgain() throws Exception {
    try (var zones = answeringFromWww()) {
      var next = zones.read(RECORDS + "b A 192.0.2.12\n", STEERING).getFirst();
      assertThat(zones.zones().prepare(next)).isEmpty();
      assertThat(zones.zone().data()).isNotEqualTo(next);
      var again = zones.read(RECORDS + "b A 192.0.2.12\n", STEERING);
      assertThat(zones.zones().replace(again)).isEmpty();
      assertThat(zones.zone().data()).isSameAs(next);
    }
  }

  @Test
  void aZoneThatWasPreparedForNothingIsNotKept() throws Exception {
    try (var zones = answeringFromWww()) {
      var next = zones.read(RECORDS + "b A 192.0.2.12\n", STEERING).getFirst();
      assertThat(zones.zones().prepare(next)).isEmpty();
      zones.zones().discard();
      var again = zones.read(RECORDS + "b A 192.0.2.12\n", STEERING);
      assertThat(zones.zones().replace(again)).isEmpty();
      assertThat(zones.zone().data()).isSameAs(again.getFirst());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"b A 192.0.2.12\n", "www AAAA 2001:db8::1\n", "www TXT other\n"})
  void whatAReloadLeavesAsItIsIsNotCompiledAgain(String more) throws Exception {
    var steering = STEERING.replace("[name.www]\n", "[name.www]\ntypes = [\"A\"]\n");
    try (var zones = new FedZones(folder, RECORDS, steering)) {
      zones.find(zones.all(), FedZones.UP);
      var before = zones.steered();
      zones.load(RECORDS + more, steering);
      assertThat(zones.steered()).isSameAs(before);
      zones.find("192.0.2.1", FedZones.DOWN);
      assertThat(zones.tier("www")).isEqualTo("a");
    }
  }

  @Test
  void whatIsTakenOverGoesOn() throws Exception {
    try (var zones = new FedZones(folder, RECORDS, STEERING)) {
      zones.find("192.0.2.11", FedZones.UP);
      zones.load(RECORDS + "b A 192.0.2.12\n", STEERING);
      assertThat(zones.answers().explain("b.example.com", "A", "192.0.2.200").chosen())
          .containsExactly("192.0.2.12");
      assertThat(zones.steered().getFirst().isHeld(zones.nowNanos())).isTrue();
      for (var i = 0; i < 10; i++) {
        zones.find(List.of(), FedZones.UP);
      }
      zones.zones().tick();
      assertThat(zones.steered().getFirst().wasHeld()).isFalse();
      assertThat(zones.tier("www")).isEqualTo("a");
    }
  }

  @Test
  void aCheckThatAsksElsewhereIsAnotherOne() throws Exception {
    var steering = "[check.web]\ntype = \"tcp\"\nport = 80\n[name.www]\ncheck = \"web\"\n";
    try (var zones = new FedZones(folder, RECORDS, steering)) {
      zones.load(RECORDS, steering.replace("80", "81"));
      assertThat(zones.all()).singleElement().satisfies(m -> assertThat(m.label()).contains(":81"));
    }
  }

  @Test
  void steeringThatSaysTheSameIsThereOnce() throws Exception {
    try (var zones = answeringFromWww()) {
      var before = zones.zone().data().steering();
      zones.reload(RECORDS + "b A 192.0.2.12\n", STEERING);
      assertThat(zones.zone().data().steering()).isSameAs(before);
      assertThat(zones.zone().data().contents().records()).isEqualTo(6);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "www 60 A 192.0.2.1\na A 192.0.2.11\n",
        "www A 192.0.2.1\na 60 A 192.0.2.11\n",
        "www A 192.0.2.1\na A 192.0.2.11\na A 192.0.2.12\n",
        "www A 192.0.2.2\na A 192.0.2.11\n",
        "www A 192.0.2.1\nwww AAAA 2001:db8::1\na A 192.0.2.11\n"
      })
  void recordsThatAreSteeredAreCompiledAgain(String records) throws Exception {
    try (var zones = answeringFromWww()) {
      var before = zones.steered();
      zones.load(records, STEERING);
      assertThat(zones.steered().getFirst()).isNotSameAs(before.getFirst());
    }
  }

  @Test
  void otherSteeringIsCompiledAgain() throws Exception {
    try (var zones = answeringFromWww()) {
      var before = zones.steered();
      zones.load(RECORDS, STEERING + "min_healthy = 1\n");
      assertThat(zones.steered().getFirst()).isNotSameAs(before.getFirst());
    }
  }
}
