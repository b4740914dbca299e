package org.pharosdns.cli.server;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.pharosdns.cli.control.MemberState;

/// What a server must answer after what has happened to it: as simple as can be.
final class ZoneModel {
  private final Map<String, Set<String>> records = new HashMap<>();
  private final Map<String, MemberState> forced = new HashMap<>();

  /// Returns the data that `name` must have, to be changed in place.
  Set<String> data(String name, String type) {
    return records.computeIfAbsent(name + " " + type, any -> new TreeSet<>());
  }

  /// What an operator says of members.
  Map<String, MemberState> forced() {
    return forced;
  }

  /// Returns the members that must be in the answer.
  Set<String> members() {
    var members = new TreeSet<>(ModelStep.MEMBERS);
    members.removeIf(each -> forced.getOrDefault(each, MemberState.UP) != MemberState.UP);
    return members;
  }

  /// Tells the model what was acknowledged.
  void happened(ModelStep step) {
    switch (step) {
      case ModelStep.Edit edit -> {
        var data = data(edit.name(), edit.type());
        switch (edit.action()) {
          case ADD -> data.add(edit.data());
          case SET -> {
            data.clear();
            data.add(edit.data());
          }
          case REMOVE -> data.remove(edit.data());
        }
      }
      case ModelStep.Update update -> {
        var data = data(update.name(), update.type());
        if (update.adds()) {
          data.add(update.data());
        } else {
          data.remove(update.data());
        }
      }
      case ModelStep.FileEdit edit -> data(edit.name(), "TXT").add(edit.data());
      case ModelStep.Force force -> forced.put(force.member(), force.state());
      case ModelStep.Release release -> forced.remove(release.member());
      case ModelStep.Mistake _,
          ModelStep.Reload _,
          ModelStep.Restart _,
          ModelStep.Kill _,
          ModelStep.ClockStep _ -> {}
    }
  }
}
