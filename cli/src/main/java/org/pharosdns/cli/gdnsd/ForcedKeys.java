package org.pharosdns.cli.gdnsd;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The lines of gdnsd's `admin_state`: patterns of what is forced, of which the last one counts.
///
/// What can be forced has a text of its own: `192.0.2.1/web` an address that a service type
/// judges, `metafo/www/dc1` a datacenter of a resource, `geoip/map/dc1` one of a map.
final class ForcedKeys {
  /// One line.
  ///
  /// @param command `up` or `down`
  record Line(Vscf.Where where, String key, String command) {
    boolean isDown() {
      return command.equals("down");
    }
  }

  private final Map<Line, ShellPattern> lines = new LinkedHashMap<>();
  private final List<Line> unused;

  /// Takes the lines of a file; what is no state is reported.
  ForcedKeys(Vscf.Hash file, Report report) {
    for (var entry : file.values().entrySet()) {
      var where = entry.getValue().where();
      var texts = Vscf.texts(entry.getValue());
      var state = (texts.isEmpty() ? "" : texts.getFirst()).split("/", 2);
      if (!Set.of("UP", "DOWN").contains(upper(state[0]))) {
        report.add(where, "\"" + state[0] + "\" is neither UP nor DOWN");
        continue;
      }
      if (state.length == 2) {
        report.add(where, "the TTL of \"" + entry.getKey() + "\": a forced state has forced_ttl");
      }
      var command = upper(state[0]).equals("UP") ? "up" : "down";
      lines.put(new Line(where, entry.getKey(), command), new ShellPattern(entry.getKey()));
    }
    unused = new ArrayList<>(lines.keySet());
  }

  private static String upper(String text) {
    return text.toUpperCase(Locale.ROOT);
  }

  /// Returns the line that counts for what can be forced, or null.
  @Nullable Line last(String what) {
    Line last = null;
    for (var line : lines.entrySet()) {
      if (line.getValue().matches(what)) {
        last = line.getKey();
        unused.remove(last);
      }
    }
    return last;
  }

  /// Returns the lines that nothing was asked for which they match.
  List<Line> unused() {
    return List.copyOf(unused);
  }
}
