package org.pharosdns.cli.server;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/// What Prometheus would read of a server.
final class MetricsPage {
  private MetricsPage() {}

  static String of(PharosServer server) throws IOException, InterruptedException {
    var page = requireNonNull(server.statusPage());
    var at = URI.create("http://127.0.0.1:" + page.getPort() + "/metrics");
    try (var client = HttpClient.newHttpClient()) {
      return client
          .send(HttpRequest.newBuilder(at).build(), HttpResponse.BodyHandlers.ofString())
          .body();
    }
  }
}
