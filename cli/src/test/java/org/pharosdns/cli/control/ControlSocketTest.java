package org.pharosdns.cli.control;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pharosdns.cli.config.ControlLimits;
import org.pharosdns.health.check.ProbeResult;
import org.pharosdns.health.check.Target;
import org.pharosdns.health.check.TcpCheck;
import org.pharosdns.health.check.Timing;
import org.pharosdns.health.monitor.HealthMonitors;
import org.pharosdns.health.monitor.Monitor;
import org.pharosdns.health.monitor.MonitorSettings;

/// A server and its clients on a real Unix-domain socket.
class ControlSocketTest {
  private final FakeControl api = new FakeControl();
  @TempDir private Path folder = Path.of("");
  private Path socket = Path.of("");
  private @Nullable ControlServer server;

  @BeforeEach
  void start() throws RefusedException {
    socket = folder.resolve("state").resolve("control.sock");
    server = ControlServer.start(socket, api, ControlLimits.DEFAULTS);
  }

  @AfterEach
  void stop() {
    if (server != null) {
      server.close();
    }
  }

  private ControlClient client() {
    return new ControlClient(socket);
  }

  @Test
  void everyCallGoesThereAndBackUnchanged() throws RefusedException {
    assertThat(client().status(List.of("a b&c=ü", "192.0.2.*"))).isEqualTo(api.members);
    assertThat(client().explain("www", "A", "::/0")).isEqualTo(FakeControl.STEERED);
    var force =
        new ForceRequest(
            List.of("x"), MemberState.DRAIN, "why", "ann", Duration.ofMillis(1500), true);
    assertThat(client().force(force)).isEqualTo(api.members);
    assertThat(client().release(new ReleaseRequest(List.of("y", "z"), "ann")))
        .isEqualTo(api.members);
    assertThat(client().reload(List.of(), true)).isEqualTo(api.report);
    assertThat(client().zones()).isEqualTo(new FakeControl().zones());
    assertThat(client().version()).isEqualTo(new FakeControl().version());
    assertThat(api.calls)
        .containsExactly(
            "status [a b&c=ü, 192.0.2.*]",
            "explain www A ::/0",
            "force [x] DRAIN why PT1.5S true",
            "release [y, z]",
            "reload true",
            "zones",
            "version");
  }

  @Test
  void absentArgumentsStayAbsent() throws RefusedException {
    client().status(List.of());
    client().explain("www", "A", null);
    client().force(new ForceRequest(List.of("x"), MemberState.UP, null, "ann", null, false));
    assertThat(api.calls)
        .containsExactly("status []", "explain www A null", "force [x] UP null null false");
  }

  @Test
  void refusalArrivesWithAllItsProblems() {
    api.refusal = new RefusedException(List.of("one", "two"));
    assertThat(refused().problems()).containsExactly("one", "two");
  }

  private RefusedException refused() {
    var refusal = catchThrowableOfType(RefusedException.class, () -> client().status(List.of()));
    assertThat(refusal).isNotNull();
    return refusal;
  }

  @Test
  void socketFileIsForItsOwnerAlone() throws IOException {
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)))
        .isEqualTo("rw-------");
    try (var files = Files.list(socket.resolveSibling("."))) {
      assertThat(files).hasSize(1);
    }
  }

  @Test
  void secondServerIsRefusedWhileTheFirstAnswers() {
    var refusal =
        catchThrowableOfType(
            RefusedException.class,
            () -> ControlServer.start(socket, new FakeControl(), ControlLimits.DEFAULTS));
    assertThat(refusal).hasMessage("another server answers on the control socket " + socket);
  }

  @Test
  void socketLeftBehindIsReplaced() throws IOException, RefusedException {
    Path stale = folder.resolve("stale.sock");
    try (var dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      dead.bind(UnixDomainSocketAddress.of(stale));
    }
    try (var _ = ControlServer.start(stale, api, ControlLimits.DEFAULTS)) {
      assertThat(new ControlClient(stale).version().pid()).isEqualTo(4711);
    }
    assertThat(stale).doesNotExist();
  }

  @Test
  void ordinaryFileIsNeverReplaced() throws IOException {
    Path file = Files.writeString(folder.resolve("notes"), "keep");
    var refusal =
        catchThrowableOfType(
            RefusedException.class, () -> ControlServer.start(file, api, ControlLimits.DEFAULTS));
    assertThat(refusal).hasMessageContaining("is no socket");
    assertThat(file).hasContent("keep");
  }

  @Test
  void tooLongPathIsRefusedWithAHint() {
    Path path = folder.resolve("x".repeat(120));
    var refusal =
        catchThrowableOfType(
            RefusedException.class, () -> ControlServer.start(path, api, ControlLimits.DEFAULTS));
    assertThat(refusal).hasMessageContaining("choose a shorter one with `[admin] socket`");
  }

  @Test
  void withoutServerTheClientSaysWhatToDo() {
    var refusal =
        catchThrowableOfType(
            RefusedException.class, () -> new ControlClient(folder.resolve("none")).zones());
    assertThat(refusal)
        .hasMessage(
            "no server answers on "
                + folder.resolve("none")
                + ": is it running? Start it with `pharos serve`, or name its configuration with"
                + " `-c FILE`");
  }

  @Test
  void missingArgumentIsNamed() throws IOException {
    assertThat(raw("GET /v1/explain?name=a HTTP/1.1\r\n\r\n"))
        .startsWith("HTTP/1.1 400 ")
        .endsWith("{\"problems\":[\"type is missing\"]}");
  }

  @Test
  void oddRequestsGetAnErrorAndDoNothing() throws IOException {
    assertThat(raw("hello\r\n\r\n")).startsWith("HTTP/1.1 400 ");
    assertThat(raw("GET /v2/status HTTP/1.1\r\n\r\n")).startsWith("HTTP/1.1 404 ");
    assertThat(raw("DELETE /v1/zones HTTP/1.1\r\n\r\n")).startsWith("HTTP/1.1 405 ");
    assertThat(raw("GET /v1/zones HTTP/1.1\r\nno colon\r\n\r\n")).startsWith("HTTP/1.1 400 ");
    assertThat(raw("GET /v1/status?what=%zz HTTP/1.1\r\n\r\n")).startsWith("HTTP/1.1 400 ");
    assertThat(raw("GET / HTTP/1.1\r\ntransfer-encoding: chunked\r\n\r\n"))
        .startsWith("HTTP/1.1 411 ");
    assertThat(raw("GET / HTTP/1.1\r\ncontent-length: 1048577\r\n\r\n"))
        .startsWith("HTTP/1.1 413 ");
    assertThat(raw("GET / HTTP/1.1\r\nx: " + "y".repeat(HttpMessage.MAX_HEAD) + "\r\n\r\n"))
        .startsWith("HTTP/1.1 431 ");
    assertThat(post("/v1/force", "{\"what\":[\"x\"],\"state\":\"up\"}"))
        .contains("author is missing");
    assertThat(post("/v1/force", "{\"what\":[],\"state\":\"up\",\"author\":\"a\"}"))
        .contains("what is missing");
    assertThat(post("/v1/force", "{\"sate\":\"up\"}"))
        .startsWith("HTTP/1.1 400 ")
        .contains("unknown key \\\"sate\\\" (did you mean \\\"state\\\"?)");
    assertThat(post("/v1/force", "{\"what\":[\"x\"],\"allow_empty\":\"perhaps\"}"))
        .startsWith("HTTP/1.1 400 ")
        .contains("\\\"allow_empty\\\" has a value of another kind");
    for (var duration : List.of("-1", "0", "0.0001", "1e10", "1e400")) {
      assertThat(
              post(
                  "/v1/force",
                  "{\"what\":[\"x\"],\"state\":\"up\",\"author\":\"a\",\"duration\":"
                      + duration
                      + "}"))
          .startsWith("HTTP/1.1 400 ")
          .contains("duration");
    }
    assertThat(post("/v1/force", "null")).startsWith("HTTP/1.1 400 ");
    assertThat(post("/v1/force", "{")).startsWith("HTTP/1.1 400 ");
    assertThat(post("/v1/reload", "[".repeat(33) + "]".repeat(33))).startsWith("HTTP/1.1 400 ");
    assertThat(api.calls).isEmpty();
  }

  @Test
  void bodyMayBeExactlyOneMebibyteAndNotOneOctetMore() throws IOException {
    String body = "{\"force\":true}";
    int most = ControlLimits.DEFAULTS.requestOctets();
    assertThat(most).isEqualTo(1 << 20);
    for (int octets : new int[] {most - 1, most}) {
      assertThat(post("/v1/reload", body + " ".repeat(octets - body.length())))
          .startsWith("HTTP/1.1 200 ");
    }
    assertThat(post("/v1/reload", body + " ".repeat(most + 1 - body.length())))
        .startsWith("HTTP/1.1 413 ");
  }

  @Test
  void limitsAreThoseThatAreSet() throws Exception {
    Path other = folder.resolve("l.sock");
    try (var _ = ControlServer.start(other, api, new ControlLimits(1, 1024, 32));
        var idle = SocketChannel.open(UnixDomainSocketAddress.of(other))) {
      assertThat(idle.isConnected()).isTrue();
      var refusal =
          catchThrowableOfType(RefusedException.class, () -> new ControlClient(other).zones());
      assertThat(refusal.problems()).containsExactly("1 clients are being served, try again");
    }
  }

  @Test
  void requestsMayBeAsDeepAsIsSet() throws Exception {
    for (int depth : new int[] {1, 2}) {
      Path other = folder.resolve("d" + depth + ".sock");
      try (var _ = ControlServer.start(other, api, new ControlLimits(1, 1024, depth))) {
        var client = new ControlClient(other);
        if (depth == 2) {
          assertThat(client.reload(List.of("example.com."), false)).isNotNull();
        } else {
          var refusal =
              catchThrowableOfType(
                  RefusedException.class, () -> client.reload(List.of("example.com."), false));
          assertThat(refusal.problems()).containsExactly("the body is more than 1 levels deep");
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"force\": 1%s}", "{\"%s\": 1}"})
  void boundsOfTheReaderOfJsonAreToldInPlainWords(String body) throws Exception {
    var answer =
        new ControlAnswers(api, ControlLimits.DEFAULTS)
            .answer("POST", "/v1/reload", body.formatted("0".repeat(60_000)));
    var json = new ByteArrayOutputStream();
    answer.body().writeTo(json);
    assertThat(json).hasToString("{\"problems\":[\"a number or a key in the body is too long\"]}");
  }

  @ParameterizedTest
  @ValueSource(ints = {15, 16})
  void sixteenClientsAreServedAtOnce(int clients) throws Exception {
    List<SocketChannel> idle = new ArrayList<>();
    for (int i = 1; i < clients; i++) {
      idle.add(SocketChannel.open(UnixDomainSocketAddress.of(socket)));
    }
    assertThat(client().zones()).hasSize(2);
    for (SocketChannel each : idle) {
      each.close();
    }
  }

  @Test
  void seventeenthClientIsTurnedAwayAndTheSocketRecovers() throws Exception {
    List<SocketChannel> idle = new ArrayList<>();
    for (int i = 0; i < ControlLimits.DEFAULTS.clients(); i++) {
      idle.add(SocketChannel.open(UnixDomainSocketAddress.of(socket)));
    }
    assertThat(refused().problems()).containsExactly("16 clients are being served, try again");
    for (SocketChannel each : idle) {
      each.shutdownOutput();
      assertThat(each.read(ByteBuffer.allocate(1))).isNegative();
      each.close();
    }
    assertThat(client().zones()).hasSize(2);
  }

  @Test
  void clientThatSendsNothingIsDroppedAtTheDeadline() throws Exception {
    Path other = folder.resolve("o.sock");
    try (var _ = ControlServer.start(other, api, ControlLimits.DEFAULTS, Duration.ofMillis(50));
        var idle = SocketChannel.open(UnixDomainSocketAddress.of(other))) {
      assertThat(idle.read(ByteBuffer.allocate(1))).isNegative();
    }
  }

  /// However it drips: it has its place for a bounded time.
  @Test
  void clientThatTakesAnOctetNowAndThenIsDroppedAtTheDeadline() throws Exception {
    var many =
        new FakeControl() {
          @Override
          public Iterable<ZoneRecord> records(
              String zone, @Nullable String name, @Nullable String type) {
            return Collections.nCopies(8_000, new ZoneRecord("www.example.", 60, "A", "::1"));
          }
        };
    Path other = folder.resolve("d.sock");
    var time = Duration.ofMillis(500);
    try (var _ = ControlServer.start(other, many, new ControlLimits(1, 1024, 32), time);
        var dripping = SocketChannel.open(UnixDomainSocketAddress.of(other))) {
      var request = "GET /v1/records?zone=example HTTP/1.1\r\n\r\n".getBytes(UTF_8);
      assertThat(dripping.write(ByteBuffer.wrap(request))).isEqualTo(request.length);
      var until = System.nanoTime() + 3 * time.toNanos();
      while (System.nanoTime() - until < 0) {
        assertThat(dripping.read(ByteBuffer.allocate(1))).isEqualTo(1);
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
      }
      assertThat(new ControlClient(other).zones()).hasSize(2);
      var rest = Channels.newInputStream(dripping).readAllBytes();
      assertThat(rest.length).isLessThan(400_000);
    }
  }

  @Test
  void parallelClientsAreAllAnswered() throws Exception {
    var done = new CountDownLatch(12);
    for (int i = 0; i < 12; i++) {
      Thread.ofVirtual()
          .start(
              () -> {
                try {
                  client().version();
                  done.countDown();
                } catch (RefusedException e) {
                  throw new AssertionError(e);
                }
              });
    }
    assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
  }

  /// Or a list of a million names would keep every steered name from fresh evidence.
  @Test
  void probesGoOnWhileAsManyRequestsAsThereAreProcessorsAreWork() throws Exception {
    int processors = Runtime.getRuntime().availableProcessors();
    var working = new CountDownLatch(processors);
    var answered = new AtomicBoolean();
    api.duringReload =
        () -> {
          working.countDown();
          while (!answered.get()) {
            Thread.onSpinWait();
          }
        };
    var probes = new CountDownLatch(3);
    var timing =
        new Timing(Duration.ofMillis(100), Duration.ofMillis(50), Duration.ofMillis(100), 0, 1, 1);
    var check = new TcpCheck(timing, 80, null, null);
    try (var monitors =
        new HealthMonitors(
            MonitorSettings.DEFAULTS,
            (_, _) -> {
              probes.countDown();
              return ProbeResult.pass(Duration.ZERO);
            },
            Target::host,
            System::nanoTime,
            new SplittableRandom(1),
            (_, _) -> {})) {
      for (int i = 0; i < processors; i++) {
        Thread.ofPlatform().daemon().start(this::reload);
      }
      assertThat(working.await(10, TimeUnit.SECONDS)).isTrue();
      monitors.watch(
          Set.of(new Monitor(check, new Target(InetAddress.ofLiteral("192.0.2.1"), 80))));
      assertThat(probes.await(10, TimeUnit.SECONDS)).isTrue();
    } finally {
      answered.set(true);
    }
  }

  private void reload() {
    try {
      client().reload(List.of(), false);
    } catch (RefusedException e) {
      throw new AssertionError(e);
    }
  }

  private String post(String path, String body) throws IOException {
    return raw(
        "POST " + path + " HTTP/1.1\r\ncontent-length: " + body.length() + "\r\n\r\n" + body);
  }

  private String raw(String request) throws IOException {
    try (var channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
      Channels.newOutputStream(channel).write(request.getBytes(StandardCharsets.ISO_8859_1));
      var response = new ByteArrayOutputStream();
      Channels.newInputStream(channel).transferTo(response);
      return response.toString(StandardCharsets.UTF_8);
    }
  }
}
