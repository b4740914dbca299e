package org.pharosdns.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.pharosdns.cli.Table.Cell;
import org.pharosdns.cli.control.MemberState;
import org.pharosdns.cli.control.MemberStatus;
import org.pharosdns.health.verdict.Verdict;

/// Members as a table, with a sum below.
final class MemberTable {
  private MemberTable() {}

  /// Returns the lines to print, at least one.
  static List<String> lines(List<MemberStatus> members, boolean colour) {
    if (members.isEmpty()) {
      return List.of("No name is steered: every address of the zones is answered.");
    }
    var table =
        new Table(
            "NAME",
            "TYPE",
            "ADDRESS",
            "VERDICT",
            "FORCED",
            ">TTL",
            "FROM",
            ">LAST OK",
            ">NEXT PROBE",
            ">EXPOSED",
            ">CHANGES",
            "REASON");
    for (MemberStatus member : members) {
      table.add(
          Cell.of(member.name()),
          Cell.of(member.type()),
          Cell.of(member.address()),
          verdict(member.verdict()),
          forced(member.forced()),
          Cell.of(member.ttl()),
          Cell.of(member.ttlFrom() == null ? null : word(member.ttlFrom())),
          ago(member.evidenceAge()),
          in(member.nextProbe()),
          exposed(member),
          Cell.of(member.transitions() == 0 ? null : (long) member.transitions()),
          new Cell(member.reason() == null ? "" : member.reason(), null));
    }
    List<String> lines = new ArrayList<>(table.lines(colour));
    lines.add("");
    lines.add(sum(members));
    return lines;
  }

  private static String sum(List<MemberStatus> members) {
    long answered = members.stream().filter(each -> each.effective() == MemberState.UP).count();
    return "%d member%s, %d up".formatted(members.size(), members.size() == 1 ? "" : "s", answered);
  }

  /// Returns a verdict in its colour.
  static Cell verdict(Verdict verdict) {
    Tint tint =
        switch (verdict) {
          case UP -> Tint.GOOD;
          case SUSPECT -> Tint.DOUBTFUL;
          case DOWN -> Tint.BAD;
          case UNKNOWN -> Tint.FAINT;
        };
    return new Cell(word(verdict), tint);
  }

  private static Cell forced(@Nullable MemberState forced) {
    return forced == null ? Cell.of(null) : new Cell(word(forced), Tint.FORCED);
  }

  private static Cell ago(@Nullable Duration age) {
    return age == null ? Cell.of(null) : Cell.of(DurationText.of(age) + " ago");
  }

  private static Cell in(@Nullable Duration wait) {
    return wait == null ? Cell.of(null) : Cell.of("in " + DurationText.of(wait));
  }

  /// A question mark says that it is only assumed.
  private static Cell exposed(MemberStatus member) {
    var time = member.exposedUntil();
    return Cell.of(
        time == null ? null : DurationText.of(time) + (member.exposureAssumed() ? "?" : ""));
  }

  /// Returns a constant as it is written everywhere.
  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
