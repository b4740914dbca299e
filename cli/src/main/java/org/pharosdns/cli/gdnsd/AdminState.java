package org.pharosdns.cli.gdnsd;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What operators forced in gdnsd, as commands to give a running server.
///
/// A pattern of gdnsd becomes the members that it means: those that a service type judges, those
/// of a datacenter of one resource. Where all of a name would be down, gdnsd answers them all
/// the same; here nobody would be answered, so nothing is forced there.
final class AdminState {
  private static final String NOT_FORCED = "";

  /// What a command says, without its options.
  private record Command(String state, String what) {}

  private final Report report;
  private final Map<Command, Boolean> commands = new LinkedHashMap<>();
  private final Map<OwnedName.Place, ForcedKeys.Line> members = new LinkedHashMap<>();

  /// What is forced of each address, over all names that have it.
  private final Map<String, Set<String>> states = new HashMap<>();

  private AdminState(Report report) {
    this.report = report;
  }

  /// Returns the commands; none when there is no file.
  ///
  /// @param names all that resources answer
  static List<String> commands(Path file, List<OwnedName> names, Report report)
      throws GdnsdException {
    if (!Files.exists(file)) {
      return List.of();
    }
    var keys = new ForcedKeys(VscfReader.read(file), report);
    var state = new AdminState(report);
    state.force(names, keys);
    for (var line : keys.unused()) {
      report.add(line.where(), "\"" + line.key() + "\" names no address and no tier of a name");
    }
    return state.commands.entrySet().stream()
        .map(entry -> text(entry.getKey(), entry.getValue()))
        .toList();
  }

  private void force(List<OwnedName> names, ForcedKeys keys) {
    var forced =
        names.stream()
            .map(name -> new ForcedName(name, keys, report))
            .filter(ForcedName::isPossible)
            .toList();
    forced.forEach(name -> members.putAll(name.members()));
    names.stream().filter(OwnedName::isSteered).forEach(this::collect);
    for (var name : forced) {
      name.tiers().forEach((tier, line) -> add(line, tier.owner(), name.isEmptied(tier)));
    }
    for (var name : forced) {
      name.members().forEach((place, line) -> addMember(name, place, line));
    }
  }

  private void collect(OwnedName name) {
    for (var tier : name.tiers()) {
      for (var member : tier.tier().members()) {
        var line = members.get(new OwnedName.Place(tier, member));
        states
            .computeIfAbsent(member.text(), any -> new HashSet<>())
            .add(line == null ? NOT_FORCED : line.command());
      }
    }
  }

  /// An address that is forced wherever it stands needs no name before it.
  private void addMember(ForcedName name, OwnedName.Place place, ForcedKeys.Line line) {
    var tier = place.tier();
    var address = place.member().text();
    var emptied = name.isEmptied(tier);
    if (!place.member().isAddress()) {
      add(line, tier.owner(), emptied);
    } else {
      var everywhere = states.getOrDefault(address, Set.of()).size() == 1;
      add(line, everywhere ? address : tier.owner() + "/" + address, emptied);
    }
  }

  private void add(ForcedKeys.Line line, String what, boolean emptied) {
    commands.merge(new Command(line.command(), what), line.isDown() && emptied, Boolean::logicalOr);
  }

  private static String text(Command command, boolean empties) {
    return "pharos %s '%s' %s--reason \"from gdnsd's admin_state\""
        .formatted(command.state(), command.what(), empties ? "--allow-empty " : "");
  }
}
