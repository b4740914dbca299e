package org.pharosdns.health.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.pharosdns.testkit.GeneratedInputs;

/// Whatever a target answers: a finding, or the word for what is wrong with it; never more octets
/// read than a probe may.
class AnswersFuzzTest {
  private static final Timing TIMING = Checks.within(Duration.ofSeconds(1));
  private static final GrpcCheck GRPC =
      new GrpcCheck(
          TIMING, 1, null, "shop", "POST", GrpcCheck.HEALTH_CHECK, "www.example.com", Map.of());

  /// Headers, body, and one buffer that was filled and not used up; frames have a limit of their
  /// own.
  private static final int MOST_READ = 5 * Prober.READ_OCTETS;

  /// A connection to somebody who says `input`, octet by octet, and then closes.
  private static final class Said extends Socket {
    private final byte[] input;
    private int read;

    Said(byte[] input) {
      this.input = input;
    }

    @Override
    public InputStream getInputStream() {
      return new ByteArrayInputStream(input) {
        @Override
        public synchronized int read(byte[] into, int from, int length) {
          var count = super.read(into, from, Math.min(length, 700));
          read += Math.max(0, count);
          return count;
        }
      };
    }

    @Override
    public OutputStream getOutputStream() {
      return OutputStream.nullOutputStream();
    }
  }

  /// One conversation of a probe.
  private interface Conversation {
    Finding hold(Socket socket) throws IOException, ProbeEnded;
  }

  private static void hold(byte[] input, Conversation conversation) throws IOException {
    try (var socket = new Said(input)) {
      try {
        assertThat(conversation.hold(socket).reason()).isNotEmpty();
      } catch (ProbeEnded e) {
        assertThat(e.reason()).isNotEmpty().hasSizeLessThan(300).doesNotContain("\n");
      }
      assertThat(socket.read).isLessThanOrEqualTo(MOST_READ);
    }
  }

  @FuzzTest
  void anyHttpAnswer(byte[] input) throws IOException {
    hold(input, socket -> HttpProbe.hold(Checks.http(TIMING), socket, Prober.READ_OCTETS));
    hold(
        input,
        socket -> HttpProbe.hold(Checks.http(TIMING, "ok", 300), socket, Prober.READ_OCTETS));
  }

  @FuzzTest
  void anyGrpcAnswer(byte[] input) throws IOException {
    hold(input, socket -> GrpcProbe.hold(GRPC, socket, Prober.READ_OCTETS));
  }

  @FuzzTest
  void anyAgentLine(byte[] input) throws IOException {
    hold(input, AgentProbe::hold);
  }

  @Test
  void generatedHttpAnswers() {
    GeneratedInputs.of(AnswersFuzzTest.class, "anyHttpAnswer").feed(10_000, this::anyHttpAnswer);
  }

  @Test
  void generatedGrpcAnswers() {
    GeneratedInputs.of(AnswersFuzzTest.class, "anyGrpcAnswer").feed(20_000, this::anyGrpcAnswer);
  }

  @Test
  void generatedAgentLines() {
    GeneratedInputs.of(AnswersFuzzTest.class, "anyAgentLine").feed(10_000, this::anyAgentLine);
  }
}
