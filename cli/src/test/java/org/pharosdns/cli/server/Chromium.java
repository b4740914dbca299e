package org.pharosdns.cli.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A browser without a window, driven by the DevTools protocol.
final class Chromium implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 60;
  private static final String LISTENING = "DevTools listening on ";

  private final Process process;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final JsonMapper json = new JsonMapper();
  private final AtomicInteger calls = new AtomicInteger();
  private final Map<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
  private final List<String> complaints = new CopyOnWriteArrayList<>();
  private final WebSocket socket;

  private Chromium(Process process, URI browser) throws IOException, InterruptedException {
    this.process = process;
    var targets =
        http.send(
            HttpRequest.newBuilder(URI.create("http://" + browser.getAuthority() + "/json"))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    var page = "";
    for (var target : json.readTree(targets.body())) {
      if (target.path("type").asString().equals("page")) {
        page = target.path("webSocketDebuggerUrl").asString();
      }
    }
    socket = http.newWebSocketBuilder().buildAsync(URI.create(page), new Receiver()).join();
    call("Page.enable");
    call("Runtime.enable");
    call("Log.enable");
  }

  /// Returns the program, or nothing where none is installed.
  static Optional<Path> program() {
    return Stream.of(System.getenv("PATH").split(":", -1))
        .flatMap(folder -> Stream.of("chromium", "chromium-browser").map(Path.of(folder)::resolve))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /// Starts it with an empty profile in `folder`.
  static Chromium start(Path program, Path folder) throws IOException, InterruptedException {
    var process =
        new ProcessBuilder(
                program.toString(),
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-background-networking",
                "--no-first-run",
                "--remote-debugging-port=0",
                "--user-data-dir=" + folder,
                "about:blank")
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    var lines = process.errorReader();
    for (var line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.startsWith(LISTENING)) {
        drain(lines);
        return new Chromium(process, URI.create(line.substring(LISTENING.length())));
      }
    }
    throw new IOException("the browser has ended");
  }

  private static void drain(BufferedReader lines) {
    Thread.startVirtualThread(
        () -> {
          try {
            while (lines.readLine() != null) {}
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  /// Collects whole messages.
  private final class Receiver implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
      text.append(data);
      if (last) {
        received(json.readTree(text.toString()));
        text.setLength(0);
      }
      from.request(1);
      return null;
    }
  }

  private void received(JsonNode message) {
    switch (message.path("method").asString("")) {
      case "" -> {
        var answer = answers.remove(message.path("id").asInt());
        if (answer != null) {
          answer.complete(message);
        }
      }
      case "Runtime.exceptionThrown", "Log.entryAdded" ->
          complaints.add(message.path("params").toString());
      default -> {}
    }
  }

  /// Calls a method with parameters, name and value by turns.
  JsonNode call(String method, Object... parameters) {
    var number = calls.incrementAndGet();
    var answer = new CompletableFuture<JsonNode>();
    answers.put(number, answer);
    var message = json.createObjectNode().put("id", number).put("method", method);
    var params = message.putObject("params");
    for (var i = 0; i < parameters.length; i += 2) {
      params.set((String) parameters[i], json.valueToTree(parameters[i + 1]));
    }
    socket.sendText(message.toString(), true).join();
    var response = answer.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    if (response.has("error")) {
      throw new IllegalStateException(method + ": " + response.path("error"));
    }
    return response.path("result");
  }

  /// Shows the page at `address` in a window of that size.
  void open(String address, int width, int height, String colourScheme) {
    call(
        "Emulation.setDeviceMetricsOverride",
        "width",
        width,
        "height",
        height,
        "deviceScaleFactor",
        1,
        "mobile",
        width < 500);
    call(
        "Emulation.setEmulatedMedia",
        "features",
        List.of(Map.of("name", "prefers-color-scheme", "value", colourScheme)));
    call("Page.navigate", "url", address);
  }

  /// Returns the value of an expression in the page; of a promise, what it comes to.
  JsonNode evaluate(String expression) {
    var result =
        call(
            "Runtime.evaluate",
            "expression",
            expression,
            "awaitPromise",
            true,
            "returnByValue",
            true);
    if (result.has("exceptionDetails")) {
      throw new IllegalStateException(expression + ": " + result.path("exceptionDetails"));
    }
    return result.path("result").path("value");
  }

  /// Waits until a condition holds in the page.
  void await(String condition) {
    evaluate(
        """
        new Promise((resolve) => {
          const look = () => { if (%s) resolve(true); else setTimeout(look, 20); };
          look();
        })"""
            .formatted(condition));
  }

  /// Returns the text of the first element that fits, as it is shown.
  String text(String selector) {
    return evaluate("document.querySelector(" + json.writeValueAsString(selector) + ").innerText")
        .asString();
  }

  /// Presses and releases a key.
  void press(String key, int code, String text) {
    for (var type : List.of("keyDown", "keyUp")) {
      call(
          "Input.dispatchKeyEvent",
          "type",
          type,
          "key",
          key,
          "code",
          key,
          "windowsVirtualKeyCode",
          code,
          "text",
          type.equals("keyDown") ? text : "");
    }
  }

  /// What the browser objected to: exceptions, violated policies, files that are not there.
  List<String> complaints() {
    return complaints;
  }

  @Override
  public void close() {
    socket.abort();
    http.shutdownNow();
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly().onExit().join();
  }
}
