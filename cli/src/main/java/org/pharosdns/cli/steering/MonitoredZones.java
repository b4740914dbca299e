package org.pharosdns.cli.steering;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.IntPredicate;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.pharosdns.cli.control.IncidentReport;
import org.pharosdns.cli.control.Reason;
import org.pharosdns.cli.control.RefusedException;
import org.pharosdns.cli.zones.ZoneData;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.health.monitor.ForcedStates;
import org.pharosdns.health.monitor.HealthListener;
import org.pharosdns.health.monitor.HealthMonitors;
import org.pharosdns.health.monitor.HealthTable;
import org.pharosdns.health.monitor.Monitor;
import org.pharosdns.health.monitor.SavedVerdict;
import org.pharosdns.health.monitor.Subject;
import org.pharosdns.health.monitor.VerdictStore;
import org.pharosdns.zone.model.Problem;
import org.pharosdns.zone.serve.ZoneStore;
import org.pharosdns.zone.steer.CompiledSteering;
import org.pharosdns.zone.steer.MonitorReading;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The zones in force, kept true to health and to what the operator forces: the one place where
/// zones and health meet.
///
/// ```
/// verdict changed ─┐
/// state forced ────┼─► compile the steered RRsets concerned ─► ZoneStore: a new snapshot
/// zones read ──────┘         (reads health table, evidence, forced states)
/// ```
///
/// May be used by any thread; one change is made after the other.
public final class MonitoredZones implements HealthListener {
  private static final int MOST_INCIDENTS = 50;
  private static final long RESAVE_NANOS = Duration.ofMinutes(1).toNanos();

  static final Logger LOG = LoggerFactory.getLogger(MonitoredZones.class);

  private final Publication publication;
  private final HealthMonitors monitors;
  private final ForcedStates forced;
  private final VerdictStore verdicts;
  private final InstantSource wall;
  private final InstantSource clock;
  private final LongSupplier nanoTime;
  private final TierStore tiers;
  private final boolean usedBefore;

  /// Held by who puts other zones in force, also while they are planned.
  private final Object replacing = new Object();

  /// A zone that is planned before it comes into force, under {@link #replacing}.
  private @Nullable PlannedZone prepared;

  private volatile Map<DnsName, MonitoredZone> zones = Map.of();

  private final List<Runnable> listeners = new ArrayList<>();
  private volatile @Nullable MonitorFailure failure;
  private volatile boolean verdictsChanged;
  private volatile long verdictsSavedNanos;
  private final Storing storingVerdicts;
  private final Storing storingTiers;

  /// @param usedBefore whether another process answered with this state before
  /// @param wall dates what is saved
  /// @param clock the time of day that releases forced states
  public MonitoredZones(
      ZoneStore store,
      HealthMonitors monitors,
      ForcedStates forced,
      VerdictStore verdicts,
      TierStore tiers,
      boolean usedBefore,
      InstantSource wall,
      InstantSource clock,
      LongSupplier nanoTime) {
    publication = new Publication(store);
    this.monitors = monitors;
    this.forced = forced;
    this.verdicts = verdicts;
    this.tiers = tiers;
    this.usedBefore = usedBefore;
    this.wall = wall;
    this.clock = clock;
    this.nanoTime = nanoTime;
    storingVerdicts = new Storing("the verdicts", nanoTime);
    storingTiers = new Storing("the tiers in use", nanoTime);
  }

  /// The zones in force by name.
  public Map<DnsName, MonitoredZone> zones() {
    return zones;
  }

  /// Whether something in a zone is steered.
  public boolean hasSteering(DnsName apex) {
    var zone = zones.get(apex);
    return zone != null && zone.plan().size() > 0;
  }

  /// Runs `listener` now and each time that other zones, or zones with other data, have come into
  /// force.
  public synchronized void listen(Runnable listener) {
    listeners.add(listener);
    listener.run();
  }

  /// Puts exactly these zones in force. A zone whose data is the same keeps its compiled
  /// form; monitors with the same check and target keep their state, new ones start from saved
  /// verdicts. Verdicts go on being published while a large zone is compiled.
  ///
  /// @return by name, why a zone could not come into force: the one before it stays, if there is
  ///     one
  public Map<DnsName, Problem> replace(Collection<ZoneData> replacement) {
    synchronized (replacing) {
      var before = planned();
      var ready = new HashMap<>(before);
      if (prepared != null && replacement.contains(prepared.data())) {
        ready.put(prepared.data().apex(), prepared);
      }
      prepared = null;
      var planned = PlannedZones.of(replacement, ready, before);
      var watched = monitors(planned.zones().values());
      var added = new HashSet<>(watched);
      added.removeAll(monitors(before.values()));
      putInForce(planned.zones(), watched, added.isEmpty() ? Map.of() : saved(added));
      return planned.failed();
    }
  }

  /// Returns by name why zones in force answer as they did: they could not be compiled as their
  /// files, verdicts and forced states are.
  public Map<DnsName, Problem> behind() {
    var behind = new TreeMap<DnsName, Problem>();
    zones.forEach((apex, zone) -> zone.behind().ifPresent(why -> behind.put(apex, why)));
    return behind;
  }

  /// Forgets which tiers answered of names that are steered no more.
  ///
  /// @param known every zone that is there, or may come back: what one steers that is not in force
  ///     is not known
  public void keepTiers(Set<DnsName> known) {
    var apexes = known.stream().collect(Collectors.toMap(apex -> apex, apex -> apex));
    tiers.keepOnly(
        owner -> {
          var apex = owner.nearestIn(apexes);
          var zone = apex == null ? null : zones.get(apex);
          return zone == null
              ? apex != null
              : zone.data().steering().steering().find(owner) != null;
        });
  }

  /// Plans and compiles a zone that is to come into force next, beside those that are.
  ///
  /// @return why that fails
  public Optional<Problem> prepare(ZoneData data) {
    synchronized (replacing) {
      var planned = PlannedZones.ofOne(data, planned());
      var problem = planned.failed().get(data.apex());
      prepared = problem == null ? planned.zones().get(data.apex()) : null;
      return Optional.ofNullable(problem);
    }
  }

  /// The zone that was prepared is not to come into force.
  public void discard() {
    synchronized (replacing) {
      prepared = null;
    }
  }

  private Map<DnsName, PlannedZone> planned() {
    var planned = new HashMap<DnsName, PlannedZone>();
    zones.forEach((apex, zone) -> planned.put(apex, zone.planned()));
    return planned;
  }

  private static Set<Monitor> monitors(Collection<PlannedZone> zones) {
    return zones.stream()
        .flatMap(zone -> zone.members().monitors().stream())
        .collect(Collectors.toSet());
  }

  private synchronized void putInForce(
      Map<DnsName, PlannedZone> replacement,
      Set<Monitor> watched,
      Map<Monitor, SavedVerdict> saved) {
    var now = nanoTime.getAsLong();
    var isStart = zones.isEmpty();
    var next = new TreeMap<DnsName, MonitoredZone>();
    replacement.forEach((apex, planned) -> next.put(apex, next(zones.get(apex), planned, now)));
    if (isStart && usedBefore) {
      assumeExposure(next.values(), now);
    }
    zones = next;
    publication.begin();
    monitors.watch(watched, saved);
    catchUp();
    listeners.forEach(Runnable::run);
  }

  private MonitoredZone next(@Nullable MonitoredZone before, PlannedZone planned, long now) {
    return before != null && before.planned().sharesPlan(planned)
        ? before.with(planned)
        : new MonitoredZone(planned, before, now, tiers);
  }

  /// What answers before a restart left in caches is unknown: as much as any could.
  private static void assumeExposure(Collection<MonitoredZone> zones, long now) {
    var longest = Duration.ZERO;
    for (var zone : zones) {
      for (var each : zone.plan().longestExposures().entrySet()) {
        var expiry = now + each.getValue().toNanos();
        zone.memory().exposure(each.getKey()).assume(expiry);
        longest = longest.compareTo(each.getValue()) >= 0 ? longest : each.getValue();
      }
    }
    if (longest.isPositive()) {
      LOG.info(
          "what caches hold from before this start is unknown: members count as exposed for up to"
              + " {} s",
          longest.toSeconds());
    }
  }

  private Map<Monitor, SavedVerdict> saved(Set<Monitor> added) {
    try {
      return verdicts.load(added, wall.instant(), nanoTime.getAsLong());
    } catch (IOException e) {
      LOG.warn("starting without saved verdicts: {}", Reason.of(e));
      return Map.of();
    }
  }

  /// Compiles what uses one of `changed` and publishes it.
  @Override
  public void healthChanged(HealthTable table, List<Monitor> changed) {
    verdictsChanged = true;
    publish(changed);
  }

  @Override
  public synchronized void monitorFailureBegan(long sinceNanos) {
    var now = nanoTime.getAsLong();
    failure = new MonitorFailure(sinceNanos);
    zones.values().forEach(MonitoredZone::fallBehind);
    for (var zone : zones.values()) {
      zone.contain(
          () -> zone.changes().takeBack(zone.monitoredMembers(), health(zone), sinceNanos), now);
      zone.contain(() -> zone.failback().takeBack(sinceNanos), now);
    }
    catchUp();
  }

  @Override
  public synchronized void monitorFailureEnded() {
    failure = null;
    recompile();
  }

  /// Whether no witness is reached, so that verdicts are frozen.
  public boolean isMonitorFailure() {
    return failure != null;
  }

  /// Publishes what changes by itself as time goes by: holds that end, weights that grow, tiers
  /// that fail back. So it does with all that failed to be published when it should have been.
  public synchronized void tick() {
    var now = nanoTime.getAsLong();
    compile(zone -> zone.isMoving() && zone.obstacle().isDue(now), MonitoredZone::tick);
  }

  /// Compiles some of the steered RRsets of some zones, and publishes them. Where that is cut off
  /// nobody knows which zones it has reached: all of them are compiled at the next tick.
  private void compile(
      Predicate<MonitoredZone> some, BiFunction<MonitoredZone, ZoneHealth, BitSet> compiling) {
    var now = nanoTime.getAsLong();
    var isDone = false;
    try {
      var changed = new Recompiled();
      for (var zone : zones.values()) {
        if (some.test(zone)) {
          zone.contain(
              () -> changed.add(zone.data().apex(), compiling.apply(zone, health(zone))), now);
        }
      }
      publication.show(zones, changed, now);
      isDone = true;
    } finally {
      if (!isDone) {
        zones.values().forEach(MonitoredZone::fallBehind);
      }
    }
  }

  /// Requires that what is stored has reached the answers of zones that were compiled for it.
  ///
  /// @throws RefusedException naming every zone that it has not reached yet, and why
  synchronized void requireReached(Predicate<MonitoredZone> some) throws RefusedException {
    var problems =
        zones.values().stream()
            .filter(zone -> !zone.isCompiled() && some.test(zone))
            .map(
                zone ->
                    "stored, but it has not reached the answers of %s yet: %s"
                        .formatted(zone.data().apex(), zone.obstacle().text()))
            .toList();
    if (!problems.isEmpty()) {
      throw new RefusedException(problems);
    }
  }

  /// Goes back to the best tier of a name that answers, stored before this returns. Verdicts go on
  /// being published meanwhile.
  ///
  /// @return the name's steered RRsets, compiled anew
  /// @throws RefusedException when nothing changed although a lower tier answers, or what changed
  ///     is stored and in no answer yet, and why
  List<CompiledSteering> failBack(DnsName owner) throws RefusedException {
    var returns = goBack(owner);
    try {
      tiers.save();
    } catch (IOException e) {
      undo(owner, returns);
      throw new RefusedException("the change could not be stored: " + Reason.of(e));
    }
    var steered = recompile(owner);
    requireReached(zone -> zone == zoneOf(owner));
    return steered;
  }

  private synchronized List<FailbackRules.Return> goBack(DnsName owner) throws RefusedException {
    var zone = zoneOf(owner);
    var steered = steered(zone, owner);
    if (zone == null || steered.isEmpty()) {
      throw new RefusedException("nothing steered is called \"" + owner + "\"");
    }
    var returns = new ArrayList<FailbackRules.Return>();
    var held = false;
    for (var each : steered) {
      held |= zone.failback().isHeld(each);
      returns.addAll(zone.failback().failBack(each, nanoTime.getAsLong()));
    }
    if (held && returns.isEmpty()) {
      throw new RefusedException(owner + " stays where it is: no better tier answers");
    }
    return returns;
  }

  /// The zone may be another one by now, and verdicts may have been published since.
  private synchronized void undo(DnsName owner, List<FailbackRules.Return> returns) {
    var zone = zoneOf(owner);
    if (zone != null) {
      returns.forEach(zone.failback()::undo);
    }
    recompile(owner);
  }

  private synchronized List<CompiledSteering> recompile(DnsName owner) {
    var zone = zoneOf(owner);
    if (zone != null) {
      zone.fallBehind();
      catchUp();
    }
    return steered(zone, owner);
  }

  private static List<CompiledSteering> steered(@Nullable MonitoredZone zone, DnsName owner) {
    return zone == null
        ? List.of()
        : zone.steered().stream().filter(each -> each.owner().equals(owner)).toList();
  }

  /// Saves what a restart begins with, if it changed or has become old. Not on the way of any
  /// answer.
  public void save() {
    save(verdictsChanged || nanoTime.getAsLong() - verdictsSavedNanos > RESAVE_NANOS);
  }

  /// Saves it whether it changed or not: the verdicts are as young as the end.
  public void saveAtTheEnd() {
    save(true);
  }

  private void save(boolean verdictsToo) {
    if (verdictsToo) {
      verdictsChanged = false;
      verdictsSavedNanos = nanoTime.getAsLong();
      if (!storingVerdicts.tries(this::saveVerdicts)) {
        verdictsChanged = true;
      }
    }
    storingTiers.tries(tiers::save);
  }

  private void saveVerdicts() throws IOException {
    verdicts.save(monitors.table(), wall.instant(), nanoTime.getAsLong());
  }

  /// A zone with an obstacle waits for a tick: there all of it is compiled.
  private synchronized void publish(List<Monitor> changed) {
    compile(
        zone -> zone.obstacle().text() == null, (zone, health) -> zone.compile(changed, health));
  }

  /// Compiles everything, for instance after a forced state began or ended.
  synchronized void recompile() {
    zones.values().forEach(MonitoredZone::fallBehind);
    catchUp();
  }

  /// Compiles and publishes the zones that are not as verdicts are.
  private void catchUp() {
    compile(zone -> !zone.isCompiled(), MonitoredZone::compile);
  }

  /// Goes over some members of the zone that has the most of them, and the steered RRsets that use
  /// them, as if verdicts changed; to no effect. See {@link VerdictRehearsal}.
  ///
  /// @param from the number of the first one, of whichever; behind the last one the first comes
  ///     again
  /// @param changed the numbers of the members whose verdict changes
  /// @param few nothing is done when that zone has fewer members
  /// @return whether something was done
  synchronized boolean rehearse(int from, int count, IntPredicate changed, int few) {
    var zone =
        zones.values().stream()
            .filter(MonitoredZone::isCompiled)
            .max(Comparator.comparingInt(each -> each.monitoredMembers().size()))
            .filter(each -> each.monitoredMembers().size() >= few)
            .orElse(null);
    if (zone != null) {
      zone.rehearse(from, count, changed, state -> health(zone, state));
    }
    return zone != null;
  }

  /// Returns the zone that a name belongs to, or null.
  synchronized @Nullable MonitoredZone zoneOf(DnsName name) {
    return name.nearestIn(zones);
  }

  /// Returns the addresses that went down, the newest first.
  public synchronized List<IncidentReport> incidents() {
    var now = nanoTime.getAsLong();
    return zones.values().stream()
        .flatMap(zone -> zone.memory().incidents(now).stream())
        .sorted(Comparator.comparing(IncidentReport::downAt).reversed())
        .limit(MOST_INCIDENTS)
        .toList();
  }

  /// Requires that each subject is about a member of a zone in force.
  ///
  /// @throws RefusedException naming every subject that matches nothing
  synchronized void requireMatches(Collection<Subject> subjects) throws RefusedException {
    var problems =
        subjects.stream()
            .filter(
                subject ->
                    zones.values().stream()
                        .flatMap(zone -> zone.members().stream())
                        .noneMatch(member -> What.isAbout(subject, member)))
            .map(subject -> "nothing steered matches \"" + subject + "\"")
            .toList();
    if (!problems.isEmpty()) {
      throw new RefusedException(problems);
    }
  }

  /// The health of a zone's members now.
  public synchronized ZoneHealth health(MonitoredZone zone) {
    return health(zone, null);
  }

  private ZoneHealth health(MonitoredZone zone, MonitorReading.@Nullable State imagined) {
    return new ZoneHealth(
        zone, monitors, forced, clock.instant(), nanoTime.getAsLong(), failure, imagined);
  }
}
