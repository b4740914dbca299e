package org.pharosdns.zone.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.pharosdns.testkit.GeneratedInputs;

/// Files that were cut off or damaged: never an exception, always an answer.
class LoaderFuzzTest {
  private static List<byte[]> goodFiles() throws IOException, URISyntaxException {
    var resource = LoaderFuzzTest.class.getResource("zones/good");
    var files = new ArrayList<byte[]>();
    try (var paths = Files.list(Path.of(Objects.requireNonNull(resource).toURI()))) {
      for (var path : paths.filter(Files::isRegularFile).sorted().toList()) {
        files.add(Files.readAllBytes(path));
      }
    }
    return files;
  }

  @Test
  void fileCutOffAnywhereIsReadOrRefused() throws IOException, URISyntaxException {
    for (var file : goodFiles()) {
      for (var length = 0; length < Math.min(file.length, 1500); length++) {
        check(Arrays.copyOf(file, length));
      }
    }
  }

  private static void check(byte[] text) {
    var loaded = LoadedText.octets(text, LoadLimits.DEFAULTS);
    for (var problem : loaded.rawProblems()) {
      assertThat(problem.format()).isNotEmpty();
    }
    if (!loaded.refused()) {
      assertThat(loaded.records()).isNotNull();
    }
  }

  @FuzzTest
  void anyFile(byte[] input) {
    check(input);
  }

  @Test
  void damagedFileIsReadOrRefused() throws IOException, URISyntaxException {
    GeneratedInputs.of(LoaderFuzzTest.class, "anyFile")
        .and(goodFiles())
        .feed(5000, LoaderFuzzTest::check);
  }

  @Test
  void timeIsLinearForWhatLooksExpensive() {
    var hard =
        List.of(
            "(".repeat(2_000_000),
            "a A ( ".repeat(300_000),
            "\"".repeat(2_000_001),
            "a TXT (" + " x".repeat(1_000_000) + ")",
            "\\".repeat(2_000_000),
            "x A nonsense\n".repeat(200_000),
            "a A 192.0.2.1\n".repeat(200_000),
            ";\n".repeat(1_000_000),
            deepNames());
    for (var text : hard) {
      Assertions.assertTimeoutPreemptively(
          Duration.ofSeconds(20),
          () -> check((LoadedText.HEAD + text).getBytes(StandardCharsets.US_ASCII)));
    }
  }

  private static String deepNames() {
    var text = new StringBuilder("cut NS ns1\n");
    for (var i = 0; i < 20_000; i++) {
      text.append(i).append(".a".repeat(110)).append(" A 192.0.2.1\n");
    }
    return text.toString();
  }
}
