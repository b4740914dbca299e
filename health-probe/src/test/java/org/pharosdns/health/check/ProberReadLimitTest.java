package org.pharosdns.health.check;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Probes that may read 1,024 octets, of targets that send one less, as many, and one more.
class ProberReadLimitTest {
  private static final Timing TIMING = Checks.within(Duration.ofSeconds(5));

  private final Prober prober = new Prober(System::nanoTime, InstantSource.system(), null, 1024);

  @AfterEach
  void close() {
    prober.close();
  }

  private String reason(Check check, String answer) throws IOException {
    try (var server =
        new FakeServer(
            socket -> {
              socket.getOutputStream().write(answer.getBytes(ISO_8859_1));
              FakeServer.waitForClose(socket);
            })) {
      return prober.probe(check, server.target()).reason();
    }
  }

  @ParameterizedTest
  @CsvSource({"1023, ok", "1024, ok", "1025, too-large"})
  void theHeadOfAnHttpAnswer(int octets, String reason) throws IOException {
    var start = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nX: ";
    var filler = "x".repeat(octets - start.length() - 4);
    assertThat(reason(Checks.http(TIMING), start + filler + "\r\n\r\n")).isEqualTo(reason);
  }

  /// In eight chunks of one octet, which have them behind their lengths.
  @ParameterizedTest
  @CsvSource({"1023, ok", "1024, ok", "1025, too-large"})
  void theExtensionsOfAllChunks(int octets, String reason) throws IOException {
    var answer = new StringBuilder("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
    for (int chunk = 0; chunk < 8; chunk++) {
      int extension = octets * (chunk + 1) / 8 - octets * chunk / 8;
      answer.append("1;").append("x".repeat(extension - 1)).append("\r\n.\r\n");
    }
    assertThat(reason(Checks.http(TIMING, "........", 16384), answer + "0\r\n\r\n"))
        .isEqualTo(reason);
  }

  @ParameterizedTest
  @CsvSource({"1023, ok", "1024, ok", "1025, too-large"})
  void whatATcpTargetSaysBeforeTheTextAndWithIt(int octets, String reason) throws IOException {
    var check = new TcpCheck(TIMING, 1, null, "x");
    assertThat(reason(check, ".".repeat(octets - 1) + "x")).isEqualTo(reason);
  }

  @ParameterizedTest
  @CsvSource({"1023, ok", "1024, ok", "1025, expect"})
  void aDatagram(int octets, String reason) throws IOException {
    var answer = (".".repeat(octets - 1) + "x").getBytes(ISO_8859_1);
    try (var server = new FakeDatagramServer(_ -> List.of(answer))) {
      var check = new UdpCheck(TIMING, 1, "?", "x");
      assertThat(prober.probe(check, server.target()).reason()).isEqualTo(reason);
    }
  }

  /// A message of that many octets and no status after it.
  @ParameterizedTest
  @CsvSource({"1023, grpc-status-13", "1024, grpc-status-13", "1025, too-large"})
  void theMessageOfAGrpcCall(int octets, String reason) throws IOException {
    var headers = "\0\0\1\1\4\0\0\0\1\u0088";
    var data = "\0%c%c\0\0\0\0\0\1".formatted(octets >> 8, octets & 0xff) + "\0".repeat(octets);
    var trailers = "\0\0\20\1\5\0\0\0\1\0\13grpc-status\00213";
    var check = new GrpcCheck(TIMING, 1, null, "", "POST", GrpcCheck.HEALTH_CHECK, "x", Map.of());
    assertThat(reason(check, headers + data + trailers)).isEqualTo(reason);
  }
}
