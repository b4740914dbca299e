package org.pharosdns.cli.steering;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.pharosdns.cli.control.IncidentReport;
import org.pharosdns.dns.wire.RecordType;
import org.pharosdns.health.monitor.Evidence;
import org.pharosdns.zone.steer.Exposure;
import org.pharosdns.zone.steer.SteeredMember;

/// A member that went down, and what is known of it since.
///
/// @param lastOkNanos start of the newest probe that passed, or `Evidence.NEVER`; monotonic
/// @param verdictNanos when it was found down, monotonic
/// @param foundAt the same by the wall clock
/// @param reason what its probes found
/// @param budget of its name, or null for none
record Incident(
    SteeredMember member,
    long lastOkNanos,
    long verdictNanos,
    Instant foundAt,
    String reason,
    @Nullable Duration budget) {
  /// Returns how it stands, or stood when it was over.
  ///
  /// @param exposedNanos the latest moment at which a cache could hold the member, or
  ///     `Exposure.NEVER`
  /// @param upAt when it was found up again; null while it is down
  IncidentReport report(long exposedNanos, @Nullable Instant upAt, long nowNanos) {
    var exposed = exposedNanos != Exposure.NEVER;
    return new IncidentReport(
        member.owner().toString(),
        RecordType.mnemonic(member.type()),
        member.address().toString(),
        reason,
        lastOkNanos == Evidence.NEVER ? null : at(lastOkNanos),
        text(foundAt),
        upAt == null ? null : text(upAt),
        exposed ? at(exposedNanos) : null,
        exposed ? Duration.ofNanos(exposedNanos - nowNanos) : null,
        budget,
        exposed && lastOkNanos != Evidence.NEVER
            ? Duration.ofNanos(Math.max(0, exposedNanos - lastOkNanos))
            : null);
  }

  private String at(long nanos) {
    return text(foundAt.plusNanos(nanos - verdictNanos));
  }

  private static String text(Instant moment) {
    return moment.truncatedTo(ChronoUnit.MILLIS).toString();
  }

  /// Returns what the log says when it is over: last good evidence, verdict, last exposure, budget
  /// and the bound achieved. It becomes text only where that line is written.
  Object receipt(long exposedNanos, Instant upAt, long nowNanos) {
    return new Receipt(this, exposedNanos, upAt, nowNanos);
  }

  private record Receipt(Incident incident, long exposedNanos, Instant upAt, long nowNanos) {
    @Override
    public String toString() {
      return receipt(incident.report(exposedNanos, upAt, nowNanos));
    }
  }

  private static String receipt(IncidentReport report) {
    var text = new StringBuilder("last good evidence ");
    text.append(or(report.lastOkAt(), "unknown"));
    text.append(", down since ").append(report.downAt());
    text.append(", last exposure ").append(or(report.exposedAt(), "none"));
    text.append(", budget ").append(or(seconds(report.budget()), "none"));
    if (report.bound() != null) {
      text.append(", bound achieved ").append(or(seconds(report.bound()), ""));
    }
    return text.toString();
  }

  private static String or(@Nullable String text, String otherwise) {
    return text == null ? otherwise : text;
  }

  private static @Nullable String seconds(@Nullable Duration time) {
    return time == null ? null : String.format(Locale.ROOT, "%.1f s", time.toNanos() / 1e9);
  }
}
