package org.pharosdns.cli.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;
import org.pharosdns.cli.control.ServeOptions;
import org.pharosdns.cli.control.StartFailure;

/// The files of a server under test: `pharos.toml`, `zones/` and `state/` in one folder.
public record ServerFolder(Path folder) {
  /// What every zone needs, with `www` to come.
  public static final String APEX =
      """
      $TTL 60
      @   SOA ns host 1 3600 600 86400 60
      @   NS  ns
      ns  A   127.0.0.1
      """;

  public ServerFolder {
    try {
      Files.createDirectories(folder.resolve("zones"));
      Files.writeString(folder.resolve("pharos.toml"), "", UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Writes `zones/NAME`.
  public ServerFolder zone(String name, String text) {
    return write("zones/" + name, text);
  }

  /// Writes a file.
  public ServerFolder write(String path, String text) {
    try {
      Files.writeString(folder.resolve(path), text, UTF_8);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Starts the server on a port that the system chooses.
  PharosServer start() throws StartFailure {
    return PharosServer.start(options());
  }

  /// Starts it with recursive servers that know the names of targets.
  PharosServer start(Supplier<List<InetSocketAddress>> nameServers) throws StartFailure {
    return PharosServer.start(options(), nameServers, Clock.systemUTC());
  }

  private ServeOptions options() {
    return new ServeOptions(folder.resolve("pharos.toml"), null, List.of("127.0.0.1:0"));
  }
}
