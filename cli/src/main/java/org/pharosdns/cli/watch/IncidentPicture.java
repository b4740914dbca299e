package org.pharosdns.cli.watch;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.pharosdns.cli.DurationText;
import org.pharosdns.cli.Tint;
import org.pharosdns.cli.control.IncidentReport;
import org.pharosdns.cli.terminal.StyledLine;

/// An incident as two lines: what happened, and the receipt of its budget.
final class IncidentPicture {
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("MM-dd HH:mm:ss").withZone(ZoneId.systemDefault());

  private IncidentPicture() {}

  static List<StyledLine> lines(IncidentReport incident) {
    var up = incident.upAt();
    var what =
        StyledLine.of(up == null ? Tint.BAD : Tint.GOOD, up == null ? "down  " : "over  ")
            .add(incident.address() + " of " + incident.name())
            .add(Tint.FAINT, "  " + incident.reason());
    var receipt = new StringBuilder("      last good ");
    receipt.append(incident.lastOkAt() == null ? "never" : clock(incident.lastOkAt()));
    receipt.append(", found down ").append(clock(incident.downAt()));
    if (up != null) {
      receipt.append(", up again ").append(clock(up));
    }
    var line = StyledLine.of(Tint.FAINT, receipt.toString());
    var exposed = incident.exposed();
    if (exposed != null && exposed.isPositive()) {
      line.add(Tint.BAD, ", in caches for another " + DurationText.of(exposed));
    } else if (incident.exposedAt() != null) {
      line.add(Tint.FAINT, ", last exposure " + clock(incident.exposedAt()));
    }
    if (incident.bound() != null) {
      var budget = incident.budget();
      var kept = budget == null || incident.bound().compareTo(budget) <= 0;
      line.add(kept ? Tint.FAINT : Tint.BAD, ", bound " + DurationText.of(incident.bound()));
      line.add(Tint.FAINT, budget == null ? "" : " of " + DurationText.of(budget));
    }
    return List.of(what, line);
  }

  private static String clock(String moment) {
    return CLOCK.format(Instant.parse(moment));
  }
}
