package org.pharosdns.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pharosdns.cli.control.ServeOptions;

/// The arguments of a plain `pharos serve`, read without picocli, which takes longer to get ready
/// than the server to start.
///
/// Plain means `serve` and then only `-c`, `--config`, `--zones` (once each) and `--listen`, each
/// with a value that is nothing special. Whatever else there is, right or wrong, is left to
/// {@link ServeCommand}, which does the same for these.
final class ServeArguments {
  private @Nullable Path configuration;
  private @Nullable Path zones;
  private final List<String> listen = new ArrayList<>();

  private ServeArguments() {}

  /// Returns what the arguments say, or null when they are not plain.
  static @Nullable ServeOptions plain(String[] arguments) {
    if (arguments.length % 2 == 0 || !arguments[0].equals("serve")) {
      return null;
    }
    var read = new ServeArguments();
    for (var i = 1; i < arguments.length; i += 2) {
      if (!read.take(arguments[i], arguments[i + 1])) {
        return null;
      }
    }
    return new ServeOptions(read.configuration, read.zones, List.copyOf(read.listen));
  }

  private boolean take(String option, String value) {
    if (value.isEmpty() || isSpecial(value.charAt(0))) {
      return false;
    }
    try {
      switch (option) {
        case "-c", "--config" -> {
          var first = configuration == null;
          configuration = Path.of(value);
          return first;
        }
        case "--zones" -> {
          var first = zones == null;
          zones = Path.of(value);
          return first;
        }
        case "--listen" -> listen.add(value);
        default -> {
          return false;
        }
      }
    } catch (InvalidPathException e) {
      return false;
    }
    return true;
  }

  /// Whether picocli may see more in a value than its characters: an option, a file of arguments, a
  /// quotation, a variable.
  private static boolean isSpecial(char first) {
    return "-@\"'$".indexOf(first) >= 0;
  }
}
