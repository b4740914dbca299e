package org.pharosdns.health.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProberAgentTest {
  private static final AgentCheck CHECK = new AgentCheck(Checks.within(Duration.ofSeconds(2)), 1);
  private final Prober prober = new Prober(System::nanoTime, InstantSource.system());

  @AfterEach
  void close() {
    prober.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "up              | PASS | ok              | 100",
        "UP # all well   | PASS | all well        | 100",
        "drain           | PASS | drain           | 0",
        "drain # updates | PASS | updates         | 0",
        "75%             | PASS | 75%             | 75",
        "0% # full       | PASS | 0% full         | 0",
        "100%            | PASS | 100%            | 100",
        "down            | FAIL | down            | 100",
        "down # disk     | FAIL | disk            | 100",
        "maybe           | VOID | agent-word      | -1",
        "101%            | VOID | agent-word      | -1",
        "up down         | VOID | agent-word      | -1",
        "# up            | VOID | agent-word      | -1",
        "down # é        | FAIL | \\195\\169      | 100",
      })
  void aLineSaysHowTheTargetIs(String line, ProbeResult.Kind kind, String reason, int percent)
      throws IOException {
    try (var server = new FakeServer(socket -> FakeServer.write(socket, line + "\r\n"))) {
      ProbeResult result = prober.probe(CHECK, server.target());
      assertThat(result.kind()).isEqualTo(kind);
      assertThat(result.reason()).isEqualTo(reason);
      assertThat(result.weightPercent()).isEqualTo(percent);
    }
  }

  @Test
  void aLineMayEndWithTheConnection() throws IOException {
    try (var server = new FakeServer(socket -> FakeServer.write(socket, "50%"))) {
      assertThat(prober.probe(CHECK, server.target()).weightPercent()).isEqualTo(50);
    }
  }

  @Test
  void silenceAndEndlessLinesFail() throws IOException {
    try (var server = new FakeServer(_ -> {})) {
      assertThat(prober.probe(CHECK, server.target()).reason()).isEqualTo("closed");
    }
    try (var server = new FakeServer(socket -> FakeServer.write(socket, "up ".repeat(1000)))) {
      assertThat(prober.probe(CHECK, server.target()).reason()).isEqualTo("too-large");
    }
  }
}
