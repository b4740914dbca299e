package org.pharosdns.cli.watch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.pharosdns.cli.DurationText;
import org.pharosdns.cli.Tint;
import org.pharosdns.cli.control.Explanation;
import org.pharosdns.cli.control.MemberState;
import org.pharosdns.cli.control.MemberStatus;
import org.pharosdns.cli.control.Overview;
import org.pharosdns.cli.control.ZoneSummary;
import org.pharosdns.cli.terminal.StyledLine;
import org.pharosdns.health.verdict.Verdict;

/// An overview as lines for a window of some width: what the status page shows.
final class StatusPicture {
  /// With more names than this, those that are well take one line each.
  private static final int FEW = 8;

  private final Overview overview;
  private final int columns;
  private final Map<String, MemberStatus> members = new HashMap<>();

  StatusPicture(Overview overview, int columns) {
    this.overview = overview;
    this.columns = columns;
    for (var name : overview.names()) {
      name.members().forEach(m -> members.put(key(m.name(), m.type(), m.address()), m));
    }
  }

  private static String key(String name, String type, String address) {
    return name + " " + type + " " + address;
  }

  /// Returns what always stands at the top: which server, how it is, and its answers per second.
  List<StyledLine> head() {
    var lines = new ArrayList<StyledLine>();
    lines.add(
        StyledLine.of(Tint.STRONG, "Pharos " + overview.version())
            .add(Tint.FAINT, "  up for " + DurationText.of(overview.uptime())));
    lines.add(state());
    var rates = new RatePicture(overview.rates());
    lines.add(rates.numbers());
    lines.add(rates.line(Math.min(columns, 120)));
    return lines;
  }

  private StyledLine state() {
    var out = 0;
    var suspects = 0;
    for (var member : members.values()) {
      out += member.effective() == MemberState.UP ? 0 : 1;
      suspects += member.verdict() == Verdict.SUSPECT ? 1 : 0;
    }
    var exhausted = overview.names().stream().filter(Overview.Name::exhausted).count();
    var suspended = overview.names().stream().filter(StatusPicture::isSuspended).count();
    var broken = overview.zones().stream().filter(zone -> !zone.problems().isEmpty()).count();
    var line = new StyledLine();
    tell(line, Tint.BAD, exhausted, "exhausted");
    tell(line, Tint.BAD, out, "out");
    tell(line, Tint.BAD, suspended, suspended == 1 ? "promise suspended" : "promises suspended");
    tell(line, Tint.BAD, broken, (broken == 1 ? "zone" : "zones") + " with problems on disk");
    tell(line, Tint.DOUBTFUL, suspects, "suspect");
    tell(line, Tint.FAINT, overview.omitted(), "not shown");
    if (!overview.ready()) {
      line.add(Tint.DOUBTFUL, "waiting for first verdicts");
    }
    return line.width() == 0 ? line.add(Tint.GOOD, "all is well") : line;
  }

  private static void tell(StyledLine line, Tint tint, long count, String what) {
    if (count > 0) {
      line.add(tint, count + " " + what + "  ");
    }
  }

  private static boolean isSuspended(Overview.Name name) {
    var promise = name.answer().promise();
    return promise != null && promise.state() == Explanation.PromiseState.SUSPENDED;
  }

  /// Returns all the rest.
  List<StyledLine> body() {
    var lines = new ArrayList<StyledLine>();
    heading(lines, "Steered names");
    if (overview.names().isEmpty()) {
      lines.add(
          new StyledLine().add("No name is steered: every address of the zones is answered."));
    }
    overview.names().forEach(name -> addName(lines, name));
    if (!overview.incidents().isEmpty()) {
      heading(lines, "Recent incidents");
      overview.incidents().forEach(incident -> lines.addAll(IncidentPicture.lines(incident)));
    }
    if (!overview.monitors().isEmpty()) {
      heading(lines, "Monitors, the last hour");
      var labels = overview.monitors().stream().mapToInt(m -> m.label().length()).max().orElse(0);
      for (var monitor : overview.monitors()) {
        lines.add(new MonitorPicture(monitor).line(Math.min(labels, columns / 2), columns));
      }
    }
    heading(lines, "Zones");
    overview.zones().forEach(zone -> lines.add(zone(zone)));
    return lines;
  }

  private static void heading(List<StyledLine> lines, String text) {
    lines.add(new StyledLine());
    lines.add(StyledLine.of(Tint.STRONG, text));
  }

  private void addName(List<StyledLine> lines, Overview.Name name) {
    var answer = name.answer();
    var live = name.members().stream().filter(member -> member.ttl() != null).count();
    var well = name.members().stream().allMatch(StatusPicture::isWell) && !isSuspended(name);
    var line =
        StyledLine.of(well ? Tint.GOOD : name.exhausted() ? Tint.BAD : Tint.DOUBTFUL, "● ")
            .add(Tint.STRONG, name.name())
            .add(" " + name.type())
            .add("  " + live + "/" + name.members().size())
            .add(answer.ttl() == null ? "  no address" : "  TTL " + answer.ttl());
    addPromise(line, name);
    lines.add(line);
    if (well && overview.names().size() > FEW) {
      return;
    }
    for (var tier : answer.tiers()) {
      var last = tier.equals(answer.tiers().getLast());
      lines.add(
          StyledLine.of(Tint.FAINT, last ? "  └ " : "  ├ ")
              .add(tier.name())
              .add(Tint.FAINT, "  " + tier.state()));
      for (var place : tier.members()) {
        lines.add(member(tier, place, name, last ? "      " : "  │   "));
      }
    }
  }

  private static boolean isWell(MemberStatus member) {
    return member.effective() == MemberState.UP
        && member.verdict() == Verdict.UP
        && member.forced() == null;
  }

  private static void addPromise(StyledLine line, Overview.Name name) {
    var promise = name.answer().promise();
    if (name.exhausted()) {
      line.add(Tint.BAD, "  exhausted");
    }
    if (promise == null) {
      return;
    }
    if (promise.state() == Explanation.PromiseState.KEPT) {
      var budget = name.budget();
      line.add(Tint.GOOD, "  promise kept")
          .add(Tint.FAINT, budget == null ? "" : " (" + DurationText.of(budget) + ")");
    } else {
      line.add(Tint.BAD, "  promise suspended: " + promise.reason());
    }
  }

  private StyledLine member(
      Explanation.Tier tier, Explanation.Member place, Overview.Name name, String indent) {
    var member = members.get(key(tier.name(), name.type(), place.address()));
    var in = place.state() == Explanation.Place.IN;
    var line = StyledLine.of(Tint.FAINT, indent);
    if (member == null) {
      line.add(in ? Tint.GOOD : Tint.BAD, in ? "in" : "out");
    } else if (member.forced() != null) {
      line.add(Tint.FORCED, "forced " + lower(member.forced()));
    } else {
      line.add(tint(member.verdict()), lower(member.verdict()));
    }
    line.to(indent.length() + 9).add(place.address());
    line.to(indent.length() + 25);
    if (member != null) {
      addFacts(line, member);
    }
    if (place.reason() != null) {
      line.add("  " + place.reason());
    }
    var weight = place.weight();
    if (weight != null && !weight.text().equals("1")) {
      line.add("  weight " + weight.text());
    }
    return line;
  }

  private static void addFacts(StyledLine line, MemberStatus member) {
    if (member.ttl() != null) {
      line.add("  TTL " + member.ttl());
    }
    var exposed = member.exposedUntil();
    if (member.ttl() == null && exposed != null && exposed.isPositive()) {
      line.add(Tint.BAD, "  in caches for " + DurationText.of(exposed));
    }
    if (member.evidenceAge() != null) {
      line.add(Tint.FAINT, "  passed " + ago(member.evidenceAge()));
    }
  }

  private static StyledLine zone(ZoneSummary zone) {
    var line =
        new StyledLine()
            .add(zone.name())
            .add(zone.isServed() ? "  serial " + zone.serial() : "")
            .add(Tint.FAINT, "  " + zone.records() + " records, " + zone.steered() + " steered");
    if (!zone.problems().isEmpty()) {
      var state = zone.isServed() ? "  old version served: " : "  not served: ";
      line.add(Tint.BAD, state + String.join("; ", zone.problems()));
    }
    return line;
  }

  /// The colour of a verdict.
  static Tint tint(Verdict verdict) {
    return switch (verdict) {
      case UP -> Tint.GOOD;
      case SUSPECT -> Tint.DOUBTFUL;
      case DOWN -> Tint.BAD;
      case UNKNOWN -> Tint.FAINT;
    };
  }

  static String lower(Enum<?> word) {
    return word.name().toLowerCase(Locale.ROOT);
  }

  private static String ago(Duration age) {
    return DurationText.of(age) + " ago";
  }
}
