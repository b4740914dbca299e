package org.pharosdns.cli.gdnsd;

import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What operators forced in gdnsd, as commands to give a running server.
record AdminState(Report report) {
  /// Returns the commands in the order of the file; none when there is no file.
  ///
  /// @param tiers all that stand in a zone
  List<String> commands(Path file, List<OwnedTier> tiers) throws GdnsdException {
    var commands = new ArrayList<String>();
    if (Files.exists(file)) {
      for (var entry : VscfReader.read(file).values().entrySet()) {
        add(entry.getKey(), entry.getValue(), tiers, commands);
      }
    }
    return commands;
  }

  private void add(String key, Vscf value, List<OwnedTier> tiers, List<String> commands) {
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
    var meant =
        tiers.stream()
            .filter(tier -> parts.length == 3 && isMeant(parts, tier))
            .map(OwnedTier::owner)
            .distinct()
            .toList();
    if (meant.isEmpty()) {
      report.add(value.where(), "\"" + key + "\" names no address and no tier of a name");
    }
    meant.forEach(name -> commands.add(line(command, name)));
  }

  private static boolean isMeant(String[] glob, OwnedTier tier) {
    return !tier.datacenter().isEmpty()
        && matches(glob[0], tier.plugin())
        && matches(glob[1], tier.resource())
        && matches(glob[2], tier.datacenter());
  }

  private static boolean matches(String glob, String text) {
    return FileSystems.getDefault().getPathMatcher("glob:" + glob).matches(Path.of(text));
  }

  private static boolean isAddress(String text) {
    return text.matches("[0-9A-Fa-f.:*?]+");
  }

  private static String line(String command, String what) {
    return "pharos %s '%s' --allow-empty --reason \"from gdnsd's admin_state\""
        .formatted(command, what);
  }
}
