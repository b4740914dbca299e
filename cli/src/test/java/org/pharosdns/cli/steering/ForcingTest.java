package org.pharosdns.cli.steering;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.pharosdns.cli.control.ForceRequest;
import org.pharosdns.cli.control.MemberState;
import org.pharosdns.cli.control.RefusedException;
import org.pharosdns.cli.control.ReleaseRequest;

/// What `--allow-empty` is asked for.
class ForcingTest {
  private static final String RECORDS =
      "a A 192.0.2.1\na A 192.0.2.5\nb A 192.0.2.5\nb A 192.0.2.6\n";
  private static final String STEERING =
      """
      [name.a]
      check = "told"
      [name.b]
      check = "told"
      """;

  @TempDir Path folder;

  private FedZones zones() throws Exception {
    return new FedZones(folder, RECORDS, STEERING);
  }

  private static void force(FedZones zones, MemberState state, String... what)
      throws RefusedException {
    zones.forcing().force(new ForceRequest(List.of(what), state, null, "a test", null, false));
  }

  @ParameterizedTest
  @EnumSource(names = {"DOWN", "DRAIN"})
  void aNameThatIsEmptyAlreadyRefusesNothing(MemberState state) throws Exception {
    try (var zones = zones()) {
      zones.find("192.0.2.1", FedZones.UP);
      zones.find("192.0.2.5", FedZones.DOWN);
      zones.find("192.0.2.6", FedZones.DOWN);
      force(zones, state, "192.0.2.5");
      force(zones, state, "b.example.com/192.0.2.6");
      assertThatThrownBy(() -> force(zones, state, "192.0.2.1"))
          .hasMessageContaining("a.example.com. would be left without any member of its own");
    }
  }

  @ParameterizedTest
  @CsvSource({"100, 500, ", "101, 0, author has 101", "1, 501, reason has 501"})
  void whoAndWhyAreKeptAsFarAsTheyAreShort(int author, int reason, @Nullable String problem)
      throws Exception {
    var request =
        new ForceRequest(
            List.of("192.0.2.1"),
            MemberState.DRAIN,
            "r".repeat(reason),
            "a".repeat(author),
            null,
            true);
    var release = new ReleaseRequest(request.what(), request.author());
    try (var zones = zones()) {
      if (problem == null) {
        zones.forcing().force(request);
        zones.forcing().release(release);
      } else {
        assertThatThrownBy(() -> zones.forcing().force(request)).hasMessageContaining(problem);
      }
    }
  }

  @Test
  void whoReleasesHasAShortNameToo() throws Exception {
    var release = new ReleaseRequest(List.of("192.0.2.1"), "a".repeat(101));
    try (var zones = zones()) {
      assertThatThrownBy(() -> zones.forcing().release(release))
          .hasMessage("the author has 101 characters; at most 100 are kept");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"DOWN", "DRAIN"})
  void membersWithoutAResultCountUntilTheirDeadline(MemberState state) throws Exception {
    try (var zones = zones()) {
      force(zones, state, "192.0.2.5");
      assertThatThrownBy(() -> force(zones, state, "192.0.2.6"))
          .hasMessageContaining("b.example.com. would be left");
      for (var i = 0; i <= 10; i++) {
        zones.find("192.0.2.1", FedZones.UP);
      }
      force(zones, state, "192.0.2.6");
    }
  }

  @Test
  void anUncheckedTierThatIsEmptyAlreadyRefusesNothing() throws Exception {
    var records = "www A 192.0.2.1\ndr A 192.0.2.2\n";
    try (var zones = new FedZones(folder, records, "[name.www]\nbackup = [\"dr\"]\n")) {
      assertThatThrownBy(() -> force(zones, MemberState.DOWN, "192.0.2.2"))
          .hasMessageContaining("dr.example.com. would be left");
      var allowed =
          new ForceRequest(List.of("192.0.2.2"), MemberState.DOWN, null, "a test", null, true);
      zones.forcing().force(allowed);
      force(zones, MemberState.DRAIN, "192.0.2.2");
    }
  }
}
