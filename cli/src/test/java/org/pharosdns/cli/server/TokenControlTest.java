package org.pharosdns.cli.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The control API over TCP: what the token opens, and what strangers get.
@Timeout(60)
class TokenControlTest {
  private static final Path DOCUMENT = Path.of("..", "docs", "openapi.json");
  private static final String TOKEN = "0123456789abcdef0123456789abcdef";
  private static final String AUTHORIZED =
      "Host: x\r\nAuthorization: Bearer " + TOKEN + "\r\nContent-Type: application/json\r\n";
  private static final String FORCE =
      "{\"what\":[\"www.example.\"],\"state\":\"drain\",\"author\":\"a\",\"allow_empty\":true}";

  @TempDir Path temporary;
  private @Nullable PharosServer server;

  @BeforeEach
  void start() throws Exception {
    start("");
  }

  private void start(String limits) throws Exception {
    var folder =
        new ServerFolder(temporary)
            .write(
                "pharos.toml", "[admin]\nhttp = \"127.0.0.1:0\"\ntoken_file = \"token\"\n" + limits)
            .write("token", TOKEN + "\n")
            .zone("example.zone", ServerFolder.APEX + "www A 127.0.0.1\n")
            .zone("example.toml", "[check.c]\ntype = \"up\"\n[name.www]\ncheck = \"c\"\n");
    Files.setPosixFilePermissions(
        temporary.resolve("token"), PosixFilePermissions.fromString("rw-------"));
    server = folder.start();
  }

  @AfterEach
  void stop() {
    requireNonNull(server).close();
  }

  private Socket connect() throws IOException {
    var port = requireNonNull(requireNonNull(server).statusPage()).getPort();
    var socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(20_000);
    return socket;
  }

  /// Sends octets and returns all that comes until the server closes.
  private String raw(String... parts) throws IOException {
    try (var socket = connect()) {
      return rest(socket, parts);
    }
  }

  private static String rest(Socket socket, String... parts) throws IOException {
    var response = new ByteArrayOutputStream();
    try {
      for (var part : parts) {
        socket.getOutputStream().write(part.getBytes(ISO_8859_1));
        socket.getOutputStream().flush();
      }
      socket.getInputStream().transferTo(response);
    } catch (SocketException _) {
      // A server that closes with octets unread resets the connection.
    }
    return response.toString(ISO_8859_1);
  }

  private String get(String path, String fields) throws IOException {
    return raw("GET " + path + " HTTP/1.1\r\n" + fields + "\r\n");
  }

  private String post(String path, String fields, String body) throws IOException {
    return raw(
        "POST " + path + " HTTP/1.1\r\n" + fields + "Content-Length: " + body.length(),
        "\r\n\r\n" + body);
  }

  private static JsonNode json(String response) {
    return new JsonMapper().readTree(response.substring(response.indexOf("\r\n\r\n") + 4));
  }

  private boolean isForced() throws IOException {
    return !json(get("/v1/status", AUTHORIZED)).path(0).path("forced").isNull();
  }

  /// Probes run on virtual threads, and a request may be work that those are not interrupted for.
  @Test
  void aRequestKeepsNoVirtualThreadWaiting() throws Exception {
    try (var socket = connect()) {
      socket
          .getOutputStream()
          .write("GET /events HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(ISO_8859_1));
      assertThat(socket.getInputStream().read()).isPositive();
      var threadsOfTheKernel = Thread.getAllStackTraces().keySet();
      assertThat(threadsOfTheKernel).anyMatch(each -> each.getName().startsWith("status page-"));
    }
  }

  @Test
  void theTokenOpensEveryRouteOfTheDocumentAndNothingElseDoes() throws Exception {
    var document = new JsonMapper().readTree(Files.readString(DOCUMENT));
    assertThat(document.at("/components/securitySchemes/token/scheme").asString())
        .isEqualTo("bearer");
    assertThat(document.path("security").path(1).has("token")).isTrue();
    for (var path : document.path("paths").properties()) {
      for (var method : path.getValue().propertyNames()) {
        if (path.getValue().path(method).has("security")) {
          continue; // What the page shows is open to all.
        }
        var line =
            method.toUpperCase(Locale.ROOT)
                + " "
                + path.getKey().replace("{name}", "x")
                + " HTTP/1.1\r\n";
        assertThat(raw(line + "Host: x\r\nContent-Length: 0\r\n\r\n"))
            .as(line)
            .startsWith("HTTP/1.1 401 ")
            .containsIgnoringCase("www-authenticate: Bearer realm=\"pharos\"")
            .contains("token_file is needed");
        assertThat(raw(line + AUTHORIZED + "Content-Length: 0\r\n\r\n"))
            .as(line)
            .doesNotStartWith("HTTP/1.1 401 ")
            .doesNotStartWith("HTTP/1.1 404 ");
      }
    }
    for (var wrong : List.of(TOKEN + "0", TOKEN.substring(1), "", TOKEN.toUpperCase(Locale.ROOT))) {
      assertThat(get("/v1/zones", "Host: x\r\nAuthorization: Bearer " + wrong + "\r\n"))
          .startsWith("HTTP/1.1 401 ");
    }
    assertThat(get("/v1/zones", "Host: x\r\nAuthorization: Basic " + TOKEN + "\r\n"))
        .startsWith("HTTP/1.1 401 ");
    assertThat(get("/v1/zones?access_token=" + TOKEN, "Host: x\r\nCookie: token=" + TOKEN + "\r\n"))
        .startsWith("HTTP/1.1 401 ");
  }

  @Test
  void aChangeIsMadeAndSeen() throws Exception {
    assertThat(isForced()).isFalse();
    assertThat(post("/v1/force", AUTHORIZED, FORCE)).startsWith("HTTP/1.1 200 ");
    assertThat(isForced()).isTrue();
    assertThat(get("/v1/zones", AUTHORIZED)).contains("\"example.\"").contains("no-store");
  }

  @Test
  void pagesOfABrowserChangeNothing() throws Exception {
    for (var field :
        List.of(
            "Origin: http://evil.example",
            "Origin: null",
            "Sec-Fetch-Site: cross-site",
            "Sec-Fetch-Site: same-site")) {
      assertThat(post("/v1/force", AUTHORIZED + field + "\r\n", FORCE))
          .as(field)
          .startsWith("HTTP/1.1 403 ");
    }
    var form = AUTHORIZED.replace("application/json", "text/plain");
    assertThat(post("/v1/force", form, FORCE)).startsWith("HTTP/1.1 415 ");
    assertThat(raw("OPTIONS /v1/force HTTP/1.1\r\nHost: x\r\n\r\n"))
        .startsWith("HTTP/1.1 401 ")
        .doesNotContainIgnoringCase("access-control");
    assertThat(isForced()).isFalse();
  }

  @Test
  void aRequestWhoseEndIsInDoubtIsRefusedAndNothingBehindItIsRead() throws Exception {
    var hidden = "POST /v1/force HTTP/1.1\r\n" + AUTHORIZED + "Content-Length: " + FORCE.length();
    hidden += "\r\n\r\n" + FORCE;
    var line = "POST /v1/reload HTTP/1.1\r\n" + AUTHORIZED;
    for (var length :
        List.of(
            "Content-Length: 2\r\nContent-Length: 400\r\n",
            "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n",
            "Transfer-Encoding: chunked\r\n",
            "Transfer-Encoding: gzip, chunked\r\n",
            "Content-Length: +2\r\n",
            "Content-Length: 2, 2\r\n",
            "Content-Length: -1\r\n",
            "Content-Length: 99999999999999999999\r\n")) {
      var response = raw(line + length + "\r\n{}" + hidden);
      assertThat(response).as(length).matches("(?s)|HTTP/1\\.1 (400|411|501) .*");
      assertThat(response.split("HTTP/1.1 ", -1)).as(length).hasSizeLessThan(3);
    }
    assertThat(raw(line + "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n"))
        .startsWith("HTTP/1.1 411 ");
    assertThat(isForced()).isFalse();
  }

  @Test
  void onlyTheFirstOfPipelinedRequestsIsAnswered() throws Exception {
    var zones = "GET /v1/zones HTTP/1.1\r\n" + AUTHORIZED + "\r\n";
    var response = raw(zones + zones + zones);
    assertThat(response.split("HTTP/1.1 200 ", -1)).hasSize(2);
    assertThat(response).containsIgnoringCase("connection: close");
  }

  @Test
  void largeAndDeepBodiesAreRefused() throws Exception {
    var body = " ".repeat(1 << 20);
    assertThat(post("/v1/reload", AUTHORIZED, "{\"force\":true}" + body.substring(14)))
        .startsWith("HTTP/1.1 200 ");
    assertThat(post("/v1/reload", AUTHORIZED, "[".repeat(33) + "]".repeat(33)))
        .startsWith("HTTP/1.1 400 ");
    var head = "POST /v1/reload HTTP/1.1\r\n" + AUTHORIZED;
    assertThat(raw(head + "Content-Length: 1048577\r\n\r\n" + body.substring(0, 70_000)))
        .startsWith("HTTP/1.1 413 ");
  }

  @Test
  void limitsAreThoseThatAreSet() throws Exception {
    stop();
    start("[limits]\ncontrol_clients = 1\ncontrol_request = \"1KiB\"\ncontrol_depth = 2\n");
    var body = "{\"zones\":[\"example.\"]}";
    for (var octets : List.of(1023, 1024)) {
      assertThat(post("/v1/reload", AUTHORIZED, body + " ".repeat(octets - body.length())))
          .startsWith("HTTP/1.1 200 ");
    }
    assertThat(post("/v1/reload", AUTHORIZED, body + " ".repeat(1025 - body.length())))
        .startsWith("HTTP/1.1 413 ")
        .contains("1024 octets");
    assertThat(post("/v1/reload", AUTHORIZED, "{\"zones\":[[\"example.\"]]}"))
        .startsWith("HTTP/1.1 400 ")
        .contains("the body is more than 2 levels deep");
    String slow;
    String other;
    do { // Either may be the one that comes first.
      try (var socket = connect()) {
        var head = "POST /v1/reload HTTP/1.1\r\n" + AUTHORIZED + "Content-Length: 2\r\n\r\n{";
        socket.getOutputStream().write(head.getBytes(ISO_8859_1));
        other = get("/v1/zones", AUTHORIZED);
        slow = rest(socket, "}");
      }
    } while (!slow.startsWith("HTTP/1.1 200 ") || !other.startsWith("HTTP/1.1 503 "));
    assertThat(other).contains("1 clients are being served");
  }

  @Test
  void aHeaderSectionIsReadUpTo16KiB() throws Exception {
    var most = (16 << 10) - AUTHORIZED.length();
    assertThat(get("/v1/zones", AUTHORIZED + "X: " + "x".repeat(most - 300) + "\r\n"))
        .startsWith("HTTP/1.1 200 ");
    assertThat(get("/v1/zones", AUTHORIZED + "X: " + "x".repeat(most) + "\r\n"))
        .doesNotContain("HTTP/1.1 200 ");
  }

  @Test
  void the129thConnectionIsClosedAndTheOthersAreServed() throws Exception {
    try (var crowd = new Crowd()) {
      for (var i = 0; i < 127; i++) {
        crowd.open().getOutputStream().write('G');
      }
      var last = crowd.open();
      last.getOutputStream().write('G');
      assertThat(get("/v1/zones", AUTHORIZED)).isEmpty();
      assertThat(rest(last, "ET /v1/zones HTTP/1.1\r\n" + AUTHORIZED + "\r\n"))
          .startsWith("HTTP/1.1 200 ");
      assertThat(get("/v1/zones", AUTHORIZED)).startsWith("HTTP/1.1 200 ");
    }
  }

  /// Connections that are open at once.
  private final class Crowd implements AutoCloseable {
    private final List<Socket> sockets = new ArrayList<>();

    Socket open() throws IOException {
      var socket = connect();
      sockets.add(socket);
      return socket;
    }

    @Override
    public void close() throws IOException {
      for (var socket : sockets) {
        socket.close();
      }
    }
  }

  @Test
  void withoutHostOrWithTwoTokensItIsNoRequest() throws Exception {
    assertThat(raw("GET /v1/zones HTTP/1.1\r\nAuthorization: Bearer " + TOKEN + "\r\n\r\n"))
        .startsWith("HTTP/1.1 400 ");
    assertThat(get("/v1/zones", AUTHORIZED + "Authorization: Bearer x\r\n"))
        .startsWith("HTTP/1.1 400 ");
    assertThat(get("/v1/zones", AUTHORIZED + "Host: y\r\n")).startsWith("HTTP/1.1 400 ");
  }

  @Test
  void thePageNeedsNoTokenAndChangesNothing() throws Exception {
    assertThat(get("/v1/overview", "Host: x\r\nConnection: close\r\n")).startsWith("HTTP/1.1 200 ");
    assertThat(get("/livez", "Host: x\r\nConnection: close\r\n")).startsWith("HTTP/1.1 200 ");
  }
}
