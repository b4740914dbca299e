package org.pharosdns.cli.zones;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pharosdns.cli.config.ConfigLoader;
import org.pharosdns.cli.config.Configuration;
import org.pharosdns.cli.config.Loaded;
import org.pharosdns.cli.control.ServeOptions;
import org.pharosdns.cli.control.StartFailure;
import org.pharosdns.zone.model.Problem;

/// The configuration that a command line leads to.
public final class Configurations {
  private static final Path HERE = Path.of("").toAbsolutePath();

  private Configurations() {}

  /// Reads the configuration.
  public static Loaded<Configuration> read(ServeOptions options) {
    return read(options, null);
  }

  /// Reads the configuration again.
  ///
  /// @param before what was read the last time; null for nothing
  public static Loaded<Configuration> read(ServeOptions options, @Nullable Configuration before) {
    return ConfigLoader.load(ConfigLoader.find(options.configuration(), HERE), HERE, before);
  }

  /// Returns the configuration that a server starts with.
  ///
  /// @throws StartFailure with every problem in it
  public static Configuration load(ServeOptions options) throws StartFailure {
    var loaded = read(options);
    var configuration = loaded.value();
    if (configuration == null) {
      throw new StartFailure(StartFailure.BAD_CONFIGURATION, texts(loaded.problems()));
    }
    return configuration;
  }

  /// Returns the folder of zones: the command line's, or the configured one.
  public static Path zones(ServeOptions options, Configuration configuration) {
    var given = options.zones();
    return given == null ? configuration.server().zones() : given;
  }

  /// Returns each problem as a command prints it.
  public static List<String> texts(List<Problem> problems) {
    return problems.stream().map(Problem::format).toList();
  }
}
