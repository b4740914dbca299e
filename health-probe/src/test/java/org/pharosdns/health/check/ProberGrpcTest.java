package org.pharosdns.health.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Against a server whose frames are written octet by octet.
class ProberGrpcTest {
  private static final GrpcCheck CHECK =
      new GrpcCheck(
          Checks.within(Duration.ofMillis(800)),
          1,
          null,
          "shop",
          "POST",
          GrpcCheck.HEALTH_CHECK,
          "www.example.com",
          Map.of());

  /// `:status: 200` from the static table, and `content-type` as a literal with indexing.
  private static final String OK_HEADERS = "88 5f 10" + hex("application/grpc");

  /// `grpc-status: 0`, name and value in the Huffman code, as Go writes it.
  private static final String OK_TRAILERS = "40 88 9acac8b21234da8f 01 30";

  private final Prober prober = new Prober(System::nanoTime, InstantSource.system());

  @AfterEach
  void close() {
    prober.close();
  }

  private static String hex(String text) {
    return HexFormat.of().formatHex(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static byte[] octets(String hex) {
    return HexFormat.of().parseHex(hex.replace(" ", ""));
  }

  private static void frame(Socket socket, int type, int flags, int stream, String payload)
      throws IOException {
    byte[] octets = octets(payload);
    String head = "%06x%02x%02x%08x".formatted(octets.length, type, flags, stream);
    socket.getOutputStream().write(octets(head));
    socket.getOutputStream().write(octets);
  }

  private String reason(FakeServer.Script answer) throws IOException {
    try (var server =
        new FakeServer(
            socket -> {
              socket.getInputStream().readNBytes(24 + 9 + 6);
              frame(socket, 4, 0, 0, "");
              frame(socket, 6, 0, 0, "0102030405060708");
              answer.serve(socket);
              FakeServer.waitForClose(socket);
            })) {
      return prober.probe(CHECK, server.target()).reason();
    }
  }

  private String answered(String message, String trailers) throws IOException {
    return reason(socket -> answer(socket, message, trailers));
  }

  private static void answer(Socket socket) throws IOException {
    answer(socket, "00 00000002 0801", OK_TRAILERS);
  }

  private static void answer(Socket socket, String message, String trailers) throws IOException {
    frame(socket, 1, 4, 1, OK_HEADERS);
    frame(socket, 0, 0, 1, message);
    frame(socket, 1, 5, 1, trailers);
  }

  @Test
  void servingPassesAndEverythingElseIsSaidByName() throws IOException {
    assertThat(answered("00 00000002 0801", OK_TRAILERS)).isEqualTo("ok");
    assertThat(answered("00 00000002 0802", OK_TRAILERS)).isEqualTo("not-serving");
    assertThat(answered("00 00000002 0803", OK_TRAILERS)).isEqualTo("service-unknown");
    assertThat(answered("00 00000000", OK_TRAILERS)).isEqualTo("unknown");
    assertThat(answered("01 00000002 0801", OK_TRAILERS)).isEqualTo("protocol");
    assertThat(answered("00 00000002 0801", "00 0b" + hex("grpc-status") + "02" + hex("14")))
        .isEqualTo("grpc-status-14");
  }

  @Test
  void callsThatFailBeforeTheirAnswer() throws IOException {
    assertThat(
            reason(
                socket ->
                    frame(socket, 1, 5, 1, "88 00 0b" + hex("grpc-status") + "02" + hex("12"))))
        .isEqualTo("grpc-status-12");
    assertThat(reason(socket -> frame(socket, 1, 5, 1, "8d"))).isEqualTo("status-404");
    assertThat(reason(socket -> frame(socket, 3, 0, 1, "00000001"))).isEqualTo("reset");
    assertThat(reason(Socket::shutdownOutput)).isEqualTo("closed");
    assertThat(reason(socket -> FakeServer.write(socket, "HTTP/1.1 400 Bad Request\r\n\r\n")))
        .isEqualTo("protocol");
    assertThat(reason(_ -> {})).isEqualTo("timeout");
  }

  @Test
  void aServerThatGoesAwayInOrderAnswersFirst() throws IOException {
    for (var lastStream : List.of("00000001", "7fffffff")) {
      assertThat(
              reason(
                  socket -> {
                    frame(socket, 7, 0, 0, lastStream + "00000000" + hex("bye"));
                    answer(socket);
                  }))
          .isEqualTo("ok");
    }
  }

  @Test
  void aServerThatGoesAwayWithoutAnAnswerIsToldApart() throws IOException {
    assertThat(reason(socket -> frame(socket, 7, 0, 0, "0000000000000000"))).isEqualTo("goaway");
    assertThat(reason(socket -> frame(socket, 7, 0, 0, "0000000100000002"))).isEqualTo("goaway");
    assertThat(reason(socket -> frame(socket, 7, 0, 0, "00000001"))).isEqualTo("protocol");
    assertThat(
            reason(
                socket -> {
                  frame(socket, 7, 0, 0, "0000000100000000");
                  socket.shutdownOutput();
                }))
        .isEqualTo("closed");
  }

  @Test
  void framesOfOtherStreamsDecideNothing() throws IOException {
    assertThat(
            reason(
                socket -> {
                  frame(socket, 3, 0, 3, "00000008");
                  frame(socket, 1, 5, 3, "8d");
                  frame(socket, 0, 1, 3, "00 00000002 0802");
                  answer(socket);
                }))
        .isEqualTo("ok");
  }

  @Test
  void headersOfOtherStreamsFillTheTableOfTheConnection() throws IOException {
    assertThat(
            reason(
                socket -> {
                  frame(socket, 1, 4, 3, "40 0b" + hex("grpc-status") + "01" + hex("7"));
                  frame(socket, 1, 4, 1, "88");
                  frame(socket, 1, 5, 1, "be");
                }))
        .isEqualTo("grpc-status-7");
  }

  @Test
  void aMessageIsAsLongAsItsPrefixSays() throws IOException {
    assertThat(answered("00 00000003 0801", OK_TRAILERS)).isEqualTo("protocol");
    assertThat(answered("00 00000001 0801", OK_TRAILERS)).isEqualTo("protocol");
    assertThat(answered("00 80000002 0801", OK_TRAILERS)).isEqualTo("protocol");
    assertThat(answered("00 00000002 0801 00 00000002 0801", OK_TRAILERS)).isEqualTo("protocol");
  }

  @Test
  void anAnswerWithoutAStatusOfTheCallIsNone() throws IOException {
    assertThat(answered("00 00000002 0801", "00 01" + hex("x") + "01" + hex("y")))
        .isEqualTo("protocol");
    assertThat(reason(socket -> frame(socket, 1, 5, 1, OK_HEADERS))).isEqualTo("protocol");
  }

  @Test
  void framesWithoutEndAreTooLarge() throws IOException {
    assertThat(
            reason(
                socket -> {
                  while (true) {
                    frame(socket, 8, 0, 0, "00000001");
                  }
                }))
        .isEqualTo("too-large");
    assertThat(
            reason(
                socket -> {
                  frame(socket, 1, 0, 1, OK_HEADERS);
                  while (true) {
                    frame(socket, 9, 0, 1, "00".repeat(8000));
                  }
                }))
        .isEqualTo("too-large");
  }

  @Test
  void everyOctetOfTheRequestIsAsTheStandardsSay() throws IOException {
    var seen = new CompletableFuture<String>();
    try (var server =
        new FakeServer(
            socket ->
                seen.complete(
                    HexFormat.of().formatHex(socket.getInputStream().readNBytes(24 + 15 + 9))))) {
      prober.probe(CHECK, server.target());
      assertThat(seen.join())
          .startsWith(
              hex("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n") + "000006 04 00 00000000".replace(" ", ""))
          .contains("000200000000")
          .endsWith("010400000001");
    }
  }
}
