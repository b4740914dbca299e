package org.pharosdns.cli.server;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.pharosdns.cli.control.MemberState;
import org.pharosdns.cli.control.ZonesApi.RecordsRequest.Action;

/// Something that happens to a server: what people, programs and bad days do.
sealed interface ModelStep {
  /// The names that are changed.
  List<String> NAMES = List.of("a", "b", "c.a");

  /// The members of the steered name `www`.
  List<String> MEMBERS = List.of("192.0.2.1", "192.0.2.2", "192.0.2.3");

  /// What a change on the command line can be.
  List<Action> ACTIONS = List.of(Action.ADD, Action.SET, Action.REMOVE);

  /// What can be forced on a member.
  List<MemberState> STATES = List.of(MemberState.UP, MemberState.DOWN, MemberState.DRAIN);

  /// A change on the command line.
  record Edit(Action action, String name, String type, String data) implements ModelStep {}

  /// A dynamic update that adds a record or deletes it. There are few of them, so that the order in
  /// which they came about matters.
  record Update(boolean adds, String name, String type, String data) implements ModelStep {}

  /// An operator changes the zone file by hand, adds a record, and reloads.
  record FileEdit(String name, String data) implements ModelStep {}

  /// The same, but the file has a mistake; then it is as before.
  record Mistake() implements ModelStep {}

  /// A reload of files that are as they were.
  record Reload() implements ModelStep {}

  /// Members are forced.
  record Force(String member, MemberState state) implements ModelStep {}

  /// Members are released.
  record Release(String member) implements ModelStep {}

  /// The server ends and starts again.
  record Restart() implements ModelStep {}

  /// The server is gone between two steps; another one starts on what it left on the disk.
  record Kill() implements ModelStep {}

  /// The calendar moves.
  record ClockStep(Duration by) implements ModelStep {}

  /// Returns `count` steps.
  static List<ModelStep> random(SplittableRandom random, int count) {
    var steps = new ArrayList<ModelStep>();
    while (steps.size() < count) {
      steps.add(random(random));
    }
    return steps;
  }

  private static ModelStep random(SplittableRandom random) {
    var name = NAMES.get(random.nextInt(NAMES.size()));
    var type = random.nextBoolean() ? "A" : "TXT";
    var data = type.equals("A") ? "198.51.100." + random.nextInt(1, 4) : "t" + random.nextInt(3);
    var member = MEMBERS.get(random.nextInt(MEMBERS.size()));
    return switch (random.nextInt(20)) {
      case 0, 1, 2, 3, 4 -> new Edit(ACTIONS.get(random.nextInt(3)), name, type, data);
      case 5, 6, 7, 8 -> new Update(random.nextInt(3) > 0, "a", "TXT", "t" + random.nextInt(2));
      case 9, 10 -> new FileEdit(name, "f" + random.nextInt(3));
      case 11 -> new Mistake();
      case 12 -> new Reload();
      case 13, 14 -> new Force(member, STATES.get(random.nextInt(3)));
      case 15 -> new Release(member);
      case 16 -> new Restart();
      case 17, 18 -> new Kill();
      default -> new ClockStep(Duration.ofHours(random.nextInt(-960, 960)));
    };
  }
}
