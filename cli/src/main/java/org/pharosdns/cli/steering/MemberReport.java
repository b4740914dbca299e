package org.pharosdns.cli.steering;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.pharosdns.cli.DurationText;
import org.pharosdns.cli.control.Explanation;
import org.pharosdns.cli.control.MemberState;
import org.pharosdns.cli.control.MemberStatus;
import org.pharosdns.cli.control.RefusedException;
import org.pharosdns.cli.control.Remark;
import org.pharosdns.dns.wire.RecordType;
import org.pharosdns.health.monitor.Evidence;
import org.pharosdns.health.monitor.ForcedState;
import org.pharosdns.health.monitor.HealthMonitors;
import org.pharosdns.health.monitor.Monitor;
import org.pharosdns.health.monitor.MonitorStatus;
import org.pharosdns.health.monitor.Subject;
import org.pharosdns.health.verdict.Verdict;
import org.pharosdns.zone.steer.CombinedReading;
import org.pharosdns.zone.steer.Decision;
import org.pharosdns.zone.steer.Exposure;
import org.pharosdns.zone.steer.HealthView;
import org.pharosdns.zone.steer.MonitorReading;
import org.pharosdns.zone.steer.Reason;
import org.pharosdns.zone.steer.SteeredMember;

/// How the members of steered RRsets stand: what `status` prints.
public record MemberReport(MonitoredZones zones, HealthMonitors monitors, LongSupplier nanoTime) {
  /// Who is down though its probes pass.
  private static final Set<Reason> COUNTS_AS_DOWN = Set.of(Reason.FLAPPING, Reason.STALE);

  /// Returns the members that `what` names, or all.
  ///
  /// @throws RefusedException when one of `what` matches nothing
  public List<MemberStatus> of(List<String> what) throws RefusedException {
    var subjects = What.subjects(what);
    zones.requireMatches(subjects);
    return members((zone, member) -> subjects.isEmpty() || isAboutAny(subjects, member));
  }

  /// Returns the members of names that are steered themselves, not those of unchecked tiers.
  public List<MemberStatus> ofSteeredNames() {
    return members((zone, member) -> zone.steered(member.owner(), member.type()) != null);
  }

  private static boolean isAboutAny(List<Subject> subjects, SteeredMember member) {
    return subjects.stream().anyMatch(subject -> What.isAbout(subject, member));
  }

  private List<MemberStatus> members(BiPredicate<MonitoredZone, SteeredMember> wanted) {
    var now = nanoTime.getAsLong();
    var list = new ArrayList<MemberStatus>();
    for (var zone : zones.zones().values()) {
      var health = zones.health(zone);
      for (var member : zone.members()) {
        if (wanted.test(zone, member)) {
          list.add(status(zone, member, health, now));
        }
      }
    }
    return list;
  }

  private MemberStatus status(
      MonitoredZone zone, SteeredMember member, ZoneHealth health, long now) {
    var readings = health.readings(member);
    var verdict = verdict(health.state(member));
    var forced = forced(health.forced(member));
    var decision = decision(zone, member, now);
    var behind = zone.monitors(member);
    var statuses = behind.stream().map(monitors.table()::status).filter(Objects::nonNull).toList();
    var exposure = zone.memory().exposure(member);
    return new MemberStatus(
        member.owner().toString(),
        RecordType.mnemonic(member.type()),
        member.address().toString(),
        verdict,
        forced,
        forced != null ? forced : effective(verdict, readings, decision),
        evidenceAge(health.lastOkNanos(zone.monitored(member)), now),
        decision == null || !decision.isAnswered() ? null : (long) decision.ttl(),
        exposedUntil(exposure, now),
        nextProbe(behind, now),
        decision == null ? null : reason(decision.member(), member, health, seededAt(statuses)),
        decision == null || !decision.isAnswered() ? null : decision.ttlFrom(),
        decision == null || decision.member().ttlSeconds() < 0
            ? null
            : (long) decision.member().ttlSeconds(),
        exposure.isAssumed() && exposedUntil(exposure, now) != null,
        statuses.stream().mapToInt(each -> each.state().passes()).min().orElse(0),
        statuses.stream().mapToInt(each -> each.state().failures()).max().orElse(0),
        statuses.stream().mapToInt(MonitorStatus::transitions).sum(),
        statuses.stream().mapToInt(MonitorStatus::voids).sum());
  }

  private static @Nullable Duration exposedUntil(Exposure exposure, long now) {
    var left = exposedNanos(exposure, now);
    return left <= 0 ? null : Duration.ofNanos(left);
  }

  /// Returns how long a cache may still hand out a member; 0 or less for not at all.
  static long exposedNanos(Exposure exposure, long now) {
    var until = exposure.untilNanos();
    return until == Exposure.NEVER ? 0 : until - now;
  }

  private static MemberState effective(
      Verdict verdict, List<MonitorReading> readings, @Nullable Place decision) {
    var isOut = decision != null && COUNTS_AS_DOWN.contains(decision.member().reason());
    var isWaitedFor = verdict == Verdict.UNKNOWN && decision != null && !decision.member().in();
    if (verdict == Verdict.DOWN || isOut || isWaitedFor) {
      return MemberState.DOWN;
    }
    return CombinedReading.weightPercent(readings) == 0 ? MemberState.DRAIN : MemberState.UP;
  }

  static Verdict verdict(MonitorReading.State state) {
    return switch (state) {
      case UNKNOWN -> Verdict.UNKNOWN;
      case UP -> Verdict.UP;
      case SUSPECT -> Verdict.SUSPECT;
      case DOWN -> Verdict.DOWN;
    };
  }

  static @Nullable MemberState forced(HealthView.Forced forced) {
    return switch (forced) {
      case AUTO -> null;
      case UP -> MemberState.UP;
      case DOWN -> MemberState.DOWN;
      case DRAIN -> MemberState.DRAIN;
    };
  }

  /// Where a member stands in one order of tiers.
  ///
  /// @param chosen whether its tier answers
  /// @param open whether every member of the tier that answers does
  record Place(
      Decision.Member member,
      int ttl,
      Explanation.TtlSource ttlFrom,
      boolean chosen,
      boolean open) {
    boolean isAnswered() {
      return chosen
          && switch (member.reason()) {
            case DRAINED, FORCED_DOWN, OFF -> false;
            default -> open || member.in();
          };
    }
  }

  /// Returns the place of a member where it is answered; where that is nowhere, its first one.
  private static @Nullable Place decision(MonitoredZone zone, SteeredMember member, long now) {
    Place first = null;
    for (var steered : zone.answering(member)) {
      for (var order : steered.orders()) {
        var place = place(order.explain(now), member);
        if (place != null && place.isAnswered()) {
          return place;
        }
        first = first == null ? place : first;
      }
    }
    return first;
  }

  /// Returns where a member stands in an order of tiers, or null.
  static @Nullable Place place(Decision decision, SteeredMember member) {
    for (var i = 0; i < decision.tiers().size(); i++) {
      var tier = decision.tiers().get(i);
      for (var each : tier.members()) {
        if (tier.name().equals(member.owner()) && each.address().equals(member.address())) {
          return new Place(
              each,
              decision.ttlSeconds(),
              Explanation.TtlSource.valueOf(decision.ttlFrom().name()),
              decision.chosen() == i,
              decision.open());
        }
      }
    }
    return null;
  }

  /// The age of the evidence that the member works; null when there is none or nothing is probed.
  private static @Nullable Duration evidenceAge(long lastOkNanos, long now) {
    return lastOkNanos == Evidence.NEVER ? null : Duration.ofNanos(Math.max(0, now - lastOkNanos));
  }

  private @Nullable Duration nextProbe(List<Monitor> behind, long now) {
    Duration next = null;
    for (var monitor : behind) {
      var status = monitors.table().status(monitor);
      if (status != null && status.nextProbeNanos() != Evidence.NEVER) {
        var wait = Duration.ofNanos(Math.max(0, status.nextProbeNanos() - now));
        next = next == null || wait.compareTo(next) < 0 ? wait : next;
      }
    }
    return next;
  }

  /// When the oldest of the verdicts was saved that stand from before a restart; null for none.
  private static @Nullable Instant seededAt(List<MonitorStatus> statuses) {
    return statuses.stream()
        .map(MonitorStatus::seededAt)
        .filter(Objects::nonNull)
        .min(Comparator.naturalOrder())
        .orElse(null);
  }

  private static @Nullable String reason(
      Decision.Member decided,
      SteeredMember member,
      ZoneHealth health,
      @Nullable Instant seededAt) {
    var word = decided.reason().word().toLowerCase(Locale.ROOT);
    var said = health.said(member);
    var detail = health.detail(member);
    if (seededAt != null) {
      detail = "saved " + DurationText.of(Duration.between(seededAt, health.now())) + " ago";
    } else if (detail.isEmpty() && said != null) {
      detail = why(said, health.now());
    }
    if (!detail.isEmpty()) {
      return word.equals("ok") ? detail : word + ": " + detail;
    }
    return word.equals("ok") ? null : word;
  }

  /// Returns the operator's reason on one line, and how long it still holds.
  private static String why(ForcedState said, Instant now) {
    var text = said.reason() == null ? "" : Remark.harmless(said.reason());
    if (said.until() == null) {
      return text;
    }
    var left = DurationText.of(Duration.between(now, said.until())) + " left";
    return text.isEmpty() ? left : text + " (" + left + ")";
  }
}
