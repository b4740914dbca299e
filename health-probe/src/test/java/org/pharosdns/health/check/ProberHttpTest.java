package org.pharosdns.health.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProberHttpTest {
  private static final String CHUNKED = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
  private static final Timing TIMING = Checks.within(Duration.ofSeconds(5));
  private final Prober prober = new Prober(System::nanoTime, InstantSource.system());

  @AfterEach
  void close() {
    prober.close();
  }

  private String reason(Check check, String answer) throws IOException {
    try (var server = FakeServer.answering(answer)) {
      return prober.probe(check, server.target()).reason();
    }
  }

  private String reason(String answer) throws IOException {
    return reason(Checks.http(TIMING), answer);
  }

  private String reasonWithBody(String body, String answer) throws IOException {
    return reason(Checks.http(TIMING, body, 1024), answer);
  }

  @Test
  void passesOnAWantedStatus() throws IOException {
    assertThat(reason("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")).isEqualTo("ok");
    assertThat(reason("HTTP/1.0 204\r\n\r\n")).isEqualTo("ok");
    assertThat(reason("HTTP/1.1 299 \n\n")).isEqualTo("ok");
  }

  @Test
  void namesTheStatusThatIsNotWanted() throws IOException {
    assertThat(reason("HTTP/1.1 503 Busy\r\n\r\n")).isEqualTo("status-503");
    assertThat(reason("HTTP/1.1 300 Many\r\n\r\n")).isEqualTo("status-300");
  }

  @Test
  void followsNoRedirect() throws IOException {
    try (var server = FakeServer.answering("HTTP/1.1 302 Found\r\nLocation: /\r\n\r\n")) {
      ProbeResult result = prober.probe(Checks.http(TIMING), server.target());
      assertThat(result.reason()).isEqualTo("status-302");
      assertThat(server.requests).hasSize(1);
    }
  }

  @Test
  void skipsInformationalAnswers() throws IOException {
    assertThat(reason("HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 200 OK\r\n\r\n"))
        .isEqualTo("ok");
  }

  @Test
  void asksForThePathWithHostAndHeadersAndForNoCompression() throws IOException {
    var check =
        new HttpCheck(
            TIMING,
            80,
            null,
            "POST",
            "/a?b",
            "www.example.com:81",
            Map.of("X-Key", "a b"),
            List.of(new StatusRange(200, 200)),
            null,
            100);
    try (var server = FakeServer.answering("HTTP/1.1 200 OK\r\n\r\n")) {
      assertThat(prober.probe(check, server.target()).reason()).isEqualTo("ok");
      assertThat(server.requests.remove())
          .isEqualTo(
              String.join(
                  "\r\n",
                  "POST /a?b HTTP/1.1",
                  "Host: www.example.com:81",
                  "Connection: close",
                  "User-Agent: pharos",
                  "Accept: */*",
                  "Content-Length: 0",
                  "X-Key: a b",
                  "",
                  ""));
    }
  }

  @Test
  void findsTheBodyHoweverItIsFramed() throws IOException {
    assertThat(reasonWithBody("all good", "HTTP/1.1 200 OK\r\n\r\nis all good here"))
        .isEqualTo("ok");
    assertThat(
            reasonWithBody("all good", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n all good..."))
        .isEqualTo("ok");
    assertThat(reasonWithBody("all good", CHUNKED + "5;x=y\r\nal al\r\n6 \r\nl good\r\n0\r\n\r\n"))
        .isEqualTo("ok");
  }

  @Test
  void missesABodyThatIsNotThereOrTooFarBehind() throws IOException {
    assertThat(reasonWithBody("ok", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nko"))
        .isEqualTo("body");
    assertThat(
            reasonWithBody(
                "ok", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nok"))
        .isEqualTo("body");
    assertThat(reasonWithBody("ok", "HTTP/1.1 200 OK\r\n\r\n" + "-".repeat(1021) + "ok"))
        .isEqualTo("ok");
    assertThat(reasonWithBody("ok", "HTTP/1.1 200 OK\r\n\r\n" + "-".repeat(1022) + "ok"))
        .isEqualTo("ok");
    assertThat(reasonWithBody("ok", "HTTP/1.1 200 OK\r\n\r\n" + "-".repeat(1023) + "ok"))
        .isEqualTo("body");
  }

  @Test
  void noticesThatTheAnswerEndsTooEarly() throws IOException {
    assertThat(reason("")).isEqualTo("closed");
    assertThat(reason("HTTP/1.1 200 OK\r\nA: b\r\n")).isEqualTo("closed");
    assertThat(reason("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nok")).isEqualTo("closed");
    assertThat(reason("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nok"))
        .isEqualTo("closed");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SSH-2.0-OpenSSH\r\n\r\n",
        "HTTP/2 200\r\n\r\n",
        "HTTP/1.1 20\r\n\r\n",
        "HTTP/1.1 2000\r\n\r\n",
        "HTTP/1.1 +20 OK\r\n\r\n",
        "HTTP/1.1 099 OK\r\n\r\n",
        "HTTP/1.1 200 OK\r\nno colon\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nabc\r\n0\r\n\r\n",
      })
  void refusesWhatIsNotHttp(String answer) throws IOException {
    assertThat(reason(answer)).isEqualTo("protocol");
  }

  @Test
  void headersMayHave16KiBAndNotOneOctetMore() throws IOException {
    String start = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nX: ";
    String end = "\r\n\r\n";
    int rest = 16 * 1024 - start.length() - end.length();
    assertThat(reason(start + "x".repeat(rest - 1) + end)).isEqualTo("ok");
    assertThat(reason(start + "x".repeat(rest) + end)).isEqualTo("ok");
    assertThat(reason(start + "x".repeat(rest + 1) + end)).isEqualTo("too-large");
  }

  @Test
  void aBodyLimitOfNothingIsRefused() {
    assertThatThrownBy(() -> Checks.http(TIMING, null, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void nothingCanBeSmuggledIntoTheRequest() {
    assertThatThrownBy(
            () ->
                new HttpCheck(
                    TIMING, 80, null, "GET", "/", "a\r\nX: y", Map.of(), List.of(), null, 1))
        .hasMessageContaining("host holds a control character");
    assertThatThrownBy(
            () ->
                new HttpCheck(
                    TIMING, 80, null, "GET", "/ HTTP/1.0", "a", Map.of(), List.of(), null, 1))
        .hasMessageContaining("path must be one word");
  }
}
