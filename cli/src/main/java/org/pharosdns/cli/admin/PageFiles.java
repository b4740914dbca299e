package org.pharosdns.cli.admin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.pharosdns.cli.control.Body;

/// The files of the status page, as they stand beside this class.
final class PageFiles {
  private static final Map<String, AdminResponse> FILES =
      Map.of(
          "/", file("index.html", "text/html; charset=utf-8"),
          "/status.css", file("status.css", "text/css; charset=utf-8"),
          "/status.js", file("status.js", "text/javascript; charset=utf-8"),
          "/view.js", file("view.js", "text/javascript; charset=utf-8"),
          "/favicon.svg", file("favicon.svg", "image/svg+xml"));

  private PageFiles() {}

  /// Returns the file under `path`, or 404.
  static AdminResponse find(String path) {
    return FILES.getOrDefault(path, AdminResponse.text(404, "there is nothing here\n"));
  }

  private static AdminResponse file(String name, String type) {
    try (var in = PageFiles.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is missing");
      }
      return new AdminResponse(200, type, Body.of(in.readAllBytes()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
