package org.pharosdns.cli.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A Prometheus of this machine that scrapes one server five times a second.
final class Prometheus implements AutoCloseable {
  private static final Pattern LISTENS = Pattern.compile("msg=\"Listening on\" address=(\\S+)");

  /// Until it says so, it listens but answers 503 (Service Unavailable).
  private static final String READY = "msg=\"Server is ready to receive web requests.\"";

  private final HttpClient client = HttpClient.newHttpClient();
  private final Process process;
  private final String address;

  private Prometheus(Process process) throws IOException {
    this.process = process;
    var said = process.inputReader(UTF_8);
    var all = new StringBuilder();
    String found = null;
    var ready = false;
    while (found == null || !ready) {
      var line = said.readLine();
      assertThat(line).as("prometheus has ended: %s", all).isNotNull();
      all.append(line).append('\n');
      var match = LISTENS.matcher(line);
      found = match.find() ? match.group(1) : found;
      ready |= line.contains(READY);
    }
    address = found;
    Thread.ofVirtual().start(() -> skip(said));
  }

  private static void skip(Reader said) {
    try (said) {
      said.transferTo(Writer.nullWriter());
    } catch (IOException _) {
      // It has ended.
    }
  }

  /// Finds a program of Prometheus on the PATH.
  static Optional<Path> program(String name) {
    return Stream.of(System.getenv("PATH").split(":", -1))
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /// Starts one that keeps its files in a folder.
  ///
  /// @param scraped where the metrics are
  /// @param rules a file of alert rules
  static Prometheus start(Path program, Path folder, InetSocketAddress scraped, Path rules)
      throws IOException {
    var configuration =
        Files.writeString(
            folder.resolve("prometheus.yml"),
            """
            global: {scrape_interval: 200ms, scrape_timeout: 200ms, evaluation_interval: 200ms}
            rule_files: ["%s"]
            scrape_configs:
              - job_name: pharos
                static_configs: [{targets: ["127.0.0.1:%d"]}]
            """
                .formatted(rules.toAbsolutePath(), scraped.getPort()));
    return new Prometheus(
        new ProcessBuilder(
                program.toString(),
                "--config.file=" + configuration,
                "--storage.tsdb.path=" + folder.resolve("series"),
                "--web.listen-address=127.0.0.1:0")
            .redirectErrorStream(true)
            .start());
  }

  /// Returns how many series an expression gives now.
  int series(String expression) throws IOException, InterruptedException {
    return get("/api/v1/query?query=" + URLEncoder.encode(expression, UTF_8)).at("/result").size();
  }

  /// Returns the alert rules as they stand.
  Iterable<JsonNode> rules() throws IOException, InterruptedException {
    return get("/api/v1/rules?type=alert").at("/groups/0/rules");
  }

  private JsonNode get(String path) throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(URI.create("http://" + address + path)).build();
    var response = client.send(request, HttpResponse.BodyHandlers.ofString());
    assertThat(response.statusCode()).as(path + ": " + response.body()).isEqualTo(200);
    return new JsonMapper().readTree(response.body()).at("/data");
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
    client.close();
  }
}
