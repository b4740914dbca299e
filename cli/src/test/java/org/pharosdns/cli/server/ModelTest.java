package org.pharosdns.cli.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pharosdns.cli.control.StartFailure;
import org.pharosdns.cli.control.ZonesApi.RecordsRequest.Action;
import org.pharosdns.testkit.Shrinker;

/// Sequences of edits, updates, reloads, forced states, restarts, kills and steps of the clock,
/// against a small model: what was acknowledged is answered, and nothing else; the serial never
/// falls; forced states stay. A sequence that fails is made as short as can be.
///
/// `-Dmodel.seconds=N` goes on for so long, `-Dmodel.seed=N` begins with that one.
class ModelTest {
  private static final int SEQUENCES = 3;
  private static final int STEPS = 25;
  private static final long FIRST_SEED = Long.getLong("model.seed", 1);
  private static final Duration LONG_RUN = Duration.ofSeconds(Long.getLong("model.seconds", 0));

  @TempDir private Path temporary = Path.of("");

  private int runs;

  @Test
  void theServerDoesWhatTheModelSays() {
    var end = System.nanoTime() + LONG_RUN.toNanos();
    var seed = FIRST_SEED;
    while (seed < FIRST_SEED + SEQUENCES || end - System.nanoTime() > 0) {
      var steps = ModelStep.random(new SplittableRandom(seed), STEPS);
      var complaint = complaint(seed, steps);
      if (complaint != null) {
        var first = seed;
        var shortest = Shrinker.shrink(steps, some -> complaint(first, some) != null);
        throw new AssertionError(report(seed, shortest), complaint(seed, shortest));
      }
      seed++;
    }
    if (!LONG_RUN.isZero()) {
      System.out.printf("model: %d sequences of %d steps, 0 failures%n", seed - FIRST_SEED, STEPS);
    }
  }

  /// An update comes into a file changed by hand: what is answered then stands in the file.
  @Test
  void aChangeBehindAnUpdateAndAnEditByHandDoesNotLowerTheSerial() throws Exception {
    run(
        2,
        List.of(
            new ModelStep.Update(true, "a", "TXT", "t0"),
            new ModelStep.FileEdit("a", "f2"),
            new ModelStep.Edit(Action.ADD, "a", "TXT", "t0"),
            new ModelStep.Kill()));
  }

  private static String report(long seed, List<ModelStep> steps) {
    return steps.stream()
        .map(step -> "  " + step)
        .collect(Collectors.joining("\n", "seed " + seed + ", the shortest sequence:\n", "\n"));
  }

  /// Returns what goes wrong in a sequence, or null.
  private @Nullable Throwable complaint(long seed, List<ModelStep> steps) {
    try {
      run(seed, steps);
      return null;
    } catch (Exception | AssertionError e) {
      return e;
    }
  }

  /// Odd seeds count the serial as days are written, even ones from 1.
  private void run(long seed, List<ModelStep> steps) throws IOException, StartFailure {
    var folder = Files.createDirectories(temporary.resolve("run" + runs++));
    var model = new ZoneModel();
    try (var server = new ModelServer(folder, seed % 2 == 0 ? "1" : "2026010101")) {
      var serial = server.serial();
      for (var i = 0; i < steps.size(); i++) {
        if (server.take(steps.get(i))) {
          model.happened(steps.get(i));
        }
        check(server, model, i + ", " + steps.get(i));
        assertThat(server.serial()).as("serial after step %d", i).isGreaterThanOrEqualTo(serial);
        serial = server.serial();
      }
    }
  }

  private static void check(ModelServer server, ZoneModel model, String step) {
    for (var name : ModelStep.NAMES) {
      for (var type : List.of("A", "TXT")) {
        assertThat(server.data(name, type))
            .as("%s %s after step %s", name, type, step)
            .isEqualTo(model.data(name, type));
      }
    }
    assertThat(server.data("www", "A")).as("www after step %s", step).isEqualTo(model.members());
  }
}
