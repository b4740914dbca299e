package org.pharosdns.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// Inputs made from those that are committed for a fuzz test, in the folder where jazzer looks too:
/// `src/test/resources/PACKAGE/TESTInputs/METHOD`.
///
/// Each build takes a fixed number from a fixed seed. `-Dfuzz.seconds=N` goes on for so long from a
/// seed of its own (`-Dfuzz.seed=N` repeats one), and notes in `target/fuzz.txt` how many there
/// were.
public final class GeneratedInputs {
  private static final long SEED = 20_260_101;
  private static final int MOST_SHOWN_OCTETS = 4096;
  private static final Path RECORD = Path.of("target", "fuzz.txt");

  private final String name;
  private final List<byte[]> seeds;

  private GeneratedInputs(String name, List<byte[]> seeds) {
    this.name = name;
    this.seeds = seeds;
  }

  /// Returns the inputs for method `method` of `test`.
  public static GeneratedInputs of(Class<?> test, String method) {
    var folder = test.getSimpleName() + "Inputs/" + method;
    var resource = test.getResource(folder);
    if (resource == null) {
      throw new IllegalArgumentException("no folder of inputs " + folder);
    }
    try (var files = Files.list(Path.of(resource.toURI()))) {
      var seeds = new ArrayList<byte[]>();
      for (var file : files.filter(Files::isRegularFile).sorted().toList()) {
        seeds.add(Files.readAllBytes(file));
      }
      return new GeneratedInputs(test.getSimpleName() + "." + method, seeds);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /// Returns inputs made from these too.
  public GeneratedInputs and(List<byte[]> more) {
    var all = new ArrayList<>(seeds);
    all.addAll(more);
    return new GeneratedInputs(name, all);
  }

  /// Feeds `target` with every committed input, then with `count` made from them, or with as many
  /// as fit into the time of a long run.
  ///
  /// @throws AssertionError the first input that is too much for the target, in hexadecimal
  public void feed(int count, FuzzTarget target) {
    for (var seed : seeds) {
      feed(seed, target, 0);
    }
    var seconds = Long.getLong("fuzz.seconds", 0);
    var start = Long.getLong("fuzz.seed", seconds > 0 ? System.nanoTime() : SEED);
    var mutator = new Mutator(seeds, start);
    var begun = System.nanoTime();
    var end = begun + Duration.ofSeconds(seconds).toNanos();
    var fed = 0L;
    while (seconds > 0 ? end - System.nanoTime() > 0 : fed < count) {
      feed(mutator.next(), target, start);
      fed++;
    }
    if (seconds > 0) {
      note("%s: %d inputs, seed %d%n".formatted(name, fed, start));
    }
  }

  private void feed(byte[] input, FuzzTarget target, long seed) {
    try {
      target.take(input);
    } catch (Exception | AssertionError | StackOverflowError | OutOfMemoryError e) {
      var shown = Math.min(input.length, MOST_SHOWN_OCTETS);
      throw new AssertionError(
          "%s, seed %d, %d octets: %s"
              .formatted(name, seed, input.length, HexFormat.of().formatHex(input, 0, shown)),
          e);
    }
  }

  private static void note(String line) {
    try {
      Files.writeString(
          RECORD,
          line,
          StandardCharsets.UTF_8,
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
