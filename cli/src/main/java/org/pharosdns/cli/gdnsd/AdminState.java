package org.pharosdns.cli.gdnsd;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What operators forced in gdnsd, as commands to give a running server.
record AdminState(Report report) {
  /// Returns the commands in the order of the file; none when there is no file.
  ///
  /// @param owners the owners of the tiers of each `plugin!resource`
  List<String> commands(Path file, Map<String, List<String>> owners) throws GdnsdException {
    var commands = new ArrayList<String>();
    if (Files.exists(file)) {
      for (var entry : VscfReader.read(file).values().entrySet()) {
        add(entry.getKey(), entry.getValue(), owners, commands);
      }
    }
    return commands;
  }

  private void add(
      String key, Vscf value, Map<String, List<String>> owners, List<String> commands) {
    var state = Vscf.texts(value).getFirst().split("/", 2);
    var command = state[0].toLowerCase(Locale.ROOT);
    var parts = key.split("/", -1);
    if (state.length == 2) {
      report.add(value.where(), "the TTL of \"" + key + "\": a forced state has forced_ttl");
    }
    if (parts.length == 2 && isAddress(parts[0])) {
      if (!parts[1].equals("*")) {
        report.add(
            value.where(), "\"" + key + "\" is forced whole here, not for one service type alone");
      }
      commands.add(line(command, parts[0]));
      return;
    }
    var named = parts.length == 3 ? owners.get(parts[0] + "!" + parts[1]) : null;
    var meant =
        named == null
            ? List.<String>of()
            : named.stream()
                .filter(name -> name.startsWith(parts[2] + "-") || name.startsWith(parts[2] + "."))
                .toList();
    if (meant.isEmpty()) {
      report.add(value.where(), "\"" + key + "\" names no address and no tier of a name");
    }
    meant.forEach(name -> commands.add(line(command, name)));
  }

  private static boolean isAddress(String text) {
    return text.matches("[0-9A-Fa-f.:*?]+");
  }

  private static String line(String command, String what) {
    return "pharos %s '%s' --allow-empty --reason \"from gdnsd's admin_state\""
        .formatted(command, what);
  }
}
