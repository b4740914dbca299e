package org.pharosdns.health.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pharosdns.testkit.GeneratedInputs;

/// Any octets in the place of a state file: what stands there, or an IOException that names the
/// file.
class StateFilesFuzzTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:05:00Z");

  @TempDir private Path folder = Path.of("");

  @FuzzTest
  void anyForcedStates(byte[] input) throws IOException {
    Files.write(folder.resolve("forced"), input);
    List<ForcedState> entries;
    try {
      entries = ForcedStates.open(folder).entries();
    } catch (IOException e) {
      assertThat(e).hasMessageContaining("forced");
      return;
    }
    for (ForcedState entry : entries) {
      assertThat(ForcedStateText.parse(ForcedStateText.format(entry))).isEqualTo(entry);
    }
  }

  @FuzzTest
  void anyVerdicts(byte[] input) throws IOException {
    Files.write(folder.resolve("verdicts"), input);
    try {
      var monitor = Monitors.tcp(Monitors.every(Duration.ofSeconds(5)), 1);
      assertThat(new VerdictStore(folder).load(Set.of(monitor), NOW, 0).size()).isLessThan(2);
    } catch (IOException e) {
      assertThat(e).hasMessageContaining("verdicts");
    }
  }

  @Test
  void generatedForcedStates() {
    GeneratedInputs.of(StateFilesFuzzTest.class, "anyForcedStates")
        .feed(1000, this::anyForcedStates);
  }

  @Test
  void generatedVerdicts() {
    GeneratedInputs.of(StateFilesFuzzTest.class, "anyVerdicts").feed(1000, this::anyVerdicts);
  }
}
