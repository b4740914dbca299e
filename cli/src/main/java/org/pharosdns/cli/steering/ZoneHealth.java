package org.pharosdns.cli.steering;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pharosdns.cli.zones.MemberAddress;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.health.check.Check;
import org.pharosdns.health.check.ConstantCheck;
import org.pharosdns.health.check.FeedCheck;
import org.pharosdns.health.monitor.Evidence;
import org.pharosdns.health.monitor.ForcedState;
import org.pharosdns.health.monitor.ForcedStates;
import org.pharosdns.health.monitor.HealthMonitors;
import org.pharosdns.health.monitor.LiveMonitor;
import org.pharosdns.health.monitor.MonitorStatus;
import org.pharosdns.health.verdict.Verdict;
import org.pharosdns.zone.steer.CombinedReading;
import org.pharosdns.zone.steer.Exposure;
import org.pharosdns.zone.steer.HealthView;
import org.pharosdns.zone.steer.MemberHealth;
import org.pharosdns.zone.steer.MonitorReading;
import org.pharosdns.zone.steer.ProbeEvidence;
import org.pharosdns.zone.steer.Standing;
import org.pharosdns.zone.steer.SteeredMember;

/// The health of one zone's members at one moment, in the words of steering. Not for several
/// threads at once.
final class ZoneHealth implements HealthView {
  private final MonitoredZone zone;
  private final HealthMonitors monitors;
  private final ForcedStates forced;
  private final Instant now;
  private final long nowNanos;
  private final @Nullable MonitorFailure failure;

  /// What all monitors say, to imagine; null for what they do say.
  private final MonitorReading.@Nullable State imagined;

  /// What was read last: a verdict that thousands of members share is read once.
  private @Nullable Judges read;

  private List<MonitorReading> readings = List.of();

  /// @param failure of the monitors; null while a witness is reached
  /// @param imagined what all monitors say instead of what they do say; null for that
  ZoneHealth(
      MonitoredZone zone,
      HealthMonitors monitors,
      ForcedStates forced,
      Instant now,
      long nowNanos,
      @Nullable MonitorFailure failure,
      MonitorReading.@Nullable State imagined) {
    this.zone = zone;
    this.monitors = monitors;
    this.forced = forced;
    this.now = now;
    this.nowNanos = nowNanos;
    this.failure = failure;
    this.imagined = imagined;
  }

  /// The moment by the wall clock.
  Instant now() {
    return now;
  }

  @Override
  public long nowNanos() {
    return nowNanos;
  }

  @Override
  public boolean monitorFailure() {
    return failure != null;
  }

  @Override
  public MemberHealth member(SteeredMember member, int number) {
    var known = zone.monitoredMembers().get(number);
    return new MemberHealth(
        readings(known),
        forced(member),
        standing(known),
        known.exposure(),
        zone.watchedNanos(number));
  }

  @Override
  public List<MonitorReading> readings(SteeredMember member) {
    return readings(zone.monitored(member));
  }

  /// Returns one reading for each monitor of a member, in that order.
  List<MonitorReading> readings(MonitoredMember member) {
    var judges = member.judges();
    if (judges != read) {
      var behind = judges.monitors();
      var live = judges.live(monitors);
      var fresh = new ArrayList<MonitorReading>(behind.size());
      for (var i = 0; i < behind.size(); i++) {
        fresh.add(reading(behind.get(i).check(), live.get(i)));
      }
      readings = List.copyOf(fresh);
      read = judges;
    }
    return readings;
  }

  /// Returns what all monitors of a member say together.
  MonitorReading.State state(SteeredMember member) {
    return state(zone.monitored(member));
  }

  /// Returns what all monitors of a member say together.
  MonitorReading.State state(MonitoredMember member) {
    return CombinedReading.state(member.member().check(), readings(member));
  }

  private static MonitorReading.State state(Verdict verdict) {
    return switch (verdict) {
      case UNKNOWN -> MonitorReading.State.UNKNOWN;
      case UP -> MonitorReading.State.UP;
      case SUSPECT -> MonitorReading.State.SUSPECT;
      case DOWN -> MonitorReading.State.DOWN;
    };
  }

  private MonitorReading reading(Check check, LiveMonitor monitor) {
    if (check instanceof ConstantCheck constant) {
      return MonitorReading.constant(constant.up());
    }
    var status = monitor.status();
    var state = imagined == null ? state(status.verdict()) : imagined;
    var wanted = status.weightPercent();
    var valid = check instanceof FeedCheck feed ? feed.validity().toNanos() : Long.MAX_VALUE;
    return new MonitorReading(
        state, reason(status, state), true, new LiveEvidence(monitor.evidence(), valid), wanted);
  }

  /// The word of the newest probe, where there is something to tell.
  private static String reason(MonitorStatus status, MonitorReading.State state) {
    if (status.voidReason() != null) {
      return status.voidReason();
    }
    var isWhole = state == MonitorReading.State.UP && status.weightPercent() == 100;
    return isWhole ? "" : status.reason();
  }

  /// Returns what the checks of a member say now, for people.
  String detail(SteeredMember member) {
    return member(member, zone.monitored(member).number()).detail();
  }

  @Override
  public Forced forced(SteeredMember member) {
    var state = said(member);
    if (state == null) {
      return Forced.AUTO;
    }
    return switch (state.kind()) {
      case UP -> Forced.UP;
      case DOWN -> Forced.DOWN;
      case DRAIN -> Forced.DRAIN;
      case AUTO -> Forced.AUTO;
    };
  }

  /// Returns what an operator says of a member, or null if its verdict counts.
  @Nullable ForcedState said(SteeredMember member) {
    if (forced.entries().isEmpty()) {
      return null;
    }
    return forced.effective(member.owner().toString(), MemberAddress.inet(member.address()), now);
  }

  @Override
  public long watchedNanos(SteeredMember member) {
    return zone.watchedNanos(zone.monitored(member).number());
  }

  @Override
  public @Nullable Long startingSince(DnsName owner, int type) {
    return zone.startingSince(owner, type);
  }

  @Override
  public Standing standing(SteeredMember member) {
    return standing(zone.monitored(member));
  }

  /// While the monitors fail the standing is that of the last moment at which they did not.
  private Standing standing(MonitoredMember member) {
    return member.past().standing(member.comeback(), lastGoodNanos());
  }

  /// This moment; while the monitors fail, the last one at which they did not.
  long lastGoodNanos() {
    return failure == null ? nowNanos : failure.lastGoodNanos();
  }

  @Override
  public Exposure exposure(SteeredMember member) {
    return zone.monitored(member).exposure();
  }

  @Override
  public int firstTier(DnsName owner, int type, int rule) {
    return zone.failback().firstTier(owner, type, rule);
  }

  /// Returns when the newest probe that passed began; of several checks, the oldest of as many as
  /// must pass. `Evidence.NEVER` when too few ever did, or nothing is probed.
  long lastOkNanos(MonitoredMember member) {
    var newestFirst =
        member.judges().live(monitors).stream()
            .map(monitor -> monitor.evidence().lastOkNanos())
            .sorted(Comparator.reverseOrder())
            .toList();
    var needed = member.member().check().needed();
    var lastOk = needed == 0 ? Evidence.ALWAYS : newestFirst.get(needed - 1);
    return lastOk == Evidence.ALWAYS ? Evidence.NEVER : lastOk;
  }

  private record LiveEvidence(Evidence evidence, long validNanos) implements ProbeEvidence {
    @Override
    public long lastOkNanos() {
      return orNever(evidence.lastOkNanos());
    }

    @Override
    public long lastFailNanos() {
      return orNever(evidence.lastFailNanos());
    }

    @Override
    public long seededNanos() {
      return orNever(evidence.seededNanos());
    }

    private static long orNever(long nanos) {
      return nanos == Evidence.NEVER ? NEVER : nanos;
    }
  }
}
