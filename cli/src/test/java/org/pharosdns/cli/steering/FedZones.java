package org.pharosdns.cli.steering;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.pharosdns.cli.config.ConfigLoader;
import org.pharosdns.cli.control.RefusedException;
import org.pharosdns.cli.zones.AllWritten;
import org.pharosdns.cli.zones.ZoneData;
import org.pharosdns.cli.zones.ZoneReading;
import org.pharosdns.dns.query.Draw;
import org.pharosdns.dns.server.QueryCounters;
import org.pharosdns.dns.server.QueryProcessor;
import org.pharosdns.dns.server.ServerSettings;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.health.check.ProbeResult;
import org.pharosdns.health.check.Target;
import org.pharosdns.health.monitor.DurableFile;
import org.pharosdns.health.monitor.ForcedStates;
import org.pharosdns.health.monitor.HealthMonitors;
import org.pharosdns.health.monitor.HealthTable;
import org.pharosdns.health.monitor.Monitor;
import org.pharosdns.health.monitor.MonitorSettings;
import org.pharosdns.health.monitor.Report;
import org.pharosdns.health.monitor.VerdictStore;
import org.pharosdns.zone.serve.ZoneStore;
import org.pharosdns.zone.steer.CompiledSteering;
import org.pharosdns.zone.steer.Reason;
import org.pharosdns.zone.steer.Standing;

/// The zone `example.com` without a network: its members use the checks `told` and `other`, and a
/// test says what those find, and when. Beside it the zones whose files stand in the same folder.
final class FedZones implements AutoCloseable {
  static final ProbeResult UP = ProbeResult.pass(Duration.ZERO);
  static final ProbeResult DOWN = ProbeResult.fail("told", Duration.ZERO);
  private static final String CHECK = "[check.%s]\ntype = \"feed\"\nvalidity = \"1h\"\n";
  private static final DnsName APEX = DnsName.parse("example.com");

  private final Path folder;
  private final AtomicLong now = new AtomicLong(1_000_000_000L);
  private final SteadyClock clock =
      new SteadyClock(() -> Instant.EPOCH.plusNanos(now.get()), now::get);
  private final List<Monitor> changed = new ArrayList<>();
  private final ZoneStore store = new ZoneStore();
  private @Nullable Error fault;
  private int tries;
  private final ForcedStates forced;
  private final HealthMonitors monitors;
  private final MonitoredZones zones;

  FedZones(Path folder, String records, String steering) throws IOException {
    this(folder, records, steering, DurableFile::write);
  }

  /// With a disk that keeps the tiers.
  FedZones(Path folder, String records, String steering, TierStore.Disk disk) throws IOException {
    this.folder = folder;
    var state = Files.createDirectories(folder.resolve("state"));
    forced = ForcedStates.open(state);
    monitors =
        new HealthMonitors(
            MonitorSettings.DEFAULTS,
            (check, target) -> ProbeResult.none("never probed", Duration.ZERO),
            Target::host,
            now::get,
            new Random(1),
            this::note);
    zones =
        new MonitoredZones(
            store,
            monitors,
            forced,
            new VerdictStore(state),
            TierStore.open(state, disk),
            false,
            Clock.systemUTC(),
            this::instant,
            now::get);
    load(records, steering);
  }

  private Instant instant() {
    tries++;
    if (fault != null) {
      throw fault;
    }
    return clock.instant();
  }

  /// How often some of a zone was to be compiled.
  int tries() {
    return tries;
  }

  /// Nothing can be compiled from now on, or everything again.
  void breakDown(boolean broken) {
    fault = broken ? new InternalError("for a moment") : null;
  }

  /// Nothing can be compiled from now on, for that reason.
  void breakDown(Error reason) {
    fault = reason;
  }

  /// Writes the files of a zone beside the others that are read from the folder.
  static void write(Path folder, String apex, String records, String steering) throws IOException {
    var files = Files.createDirectories(folder.resolve("zones"));
    Files.writeString(
        files.resolve(apex + "zone"),
        "$TTL 300\n@ SOA ns host 1 3600 600 86400 300\n@ NS ns\nns A 127.0.0.1\n" + records);
    Files.writeString(
        files.resolve(apex + "toml"),
        CHECK.formatted("told") + CHECK.formatted("other") + steering);
  }

  /// Puts the zones in force as they are now.
  void load(String records, String steering) throws IOException {
    zones.replace(read(records, steering));
  }

  /// Puts the zone in force as it is now, read as a reload reads it.
  void reload(String records, String steering) throws IOException {
    var known = zone().data();
    zones.replace(read(records, steering, Map.of(known.apex(), known.asRead())));
  }

  /// Returns the zones as they are now.
  List<ZoneData> read(String records, String steering) throws IOException {
    return read(records, steering, Map.of());
  }

  private List<ZoneData> read(String records, String steering, Map<DnsName, ZoneData.Read> known)
      throws IOException {
    write(folder, APEX.toString(), records, steering);
    var files = folder.resolve("zones");
    var configuration = Files.writeString(folder.resolve("pharos.toml"), "");
    var loaded = requireNonNull(ConfigLoader.load(configuration, folder).value());
    var reading = ZoneReading.of(loaded, files, AllWritten.of(loaded), known, loaded);
    assertThat(reading.allProblems()).isEmpty();
    return reading.sound();
  }

  private synchronized void note(HealthTable table, List<Monitor> some) {
    changed.addAll(some);
  }

  private synchronized List<Monitor> takeChanged() {
    var taken = List.copyOf(changed);
    changed.clear();
    return taken;
  }

  MonitoredZones zones() {
    return zones;
  }

  MemberReport members() {
    return new MemberReport(zones, monitors, now::get);
  }

  FigureReport figures() {
    return new FigureReport(zones, now::get);
  }

  Forcing forcing() {
    return new Forcing(zones, forced, members(), clock);
  }

  ForcedStates forced() {
    return forced;
  }

  /// What tells when forced states release themselves.
  SteadyClock clock() {
    return clock;
  }

  AnswerReport answers() {
    var engine =
        new QueryProcessor(store, ServerSettings.DEFAULTS, new QueryCounters(), new Draw(1));
    return new AnswerReport(zones, engine, now::get);
  }

  HealthTable table() {
    return monitors.table();
  }

  long nowNanos() {
    return now.get();
  }

  List<Monitor> all() {
    return List.copyOf(monitors.monitors());
  }

  /// Returns the data of the records that are answered, sorted; without any, the RCODE.
  List<String> answer(String name, String type) throws RefusedException {
    var explained = answers().explain(name, type, "192.0.2.200");
    return explained.chosen().isEmpty()
        ? List.of(explained.rcode())
        : explained.chosen().stream().sorted().toList();
  }

  Monitor of(String address) {
    return monitors.monitors().stream()
        .filter(each -> each.label().contains(" " + address + ":"))
        .findAny()
        .orElseThrow();
  }

  /// Finds the same of monitors a second later, and lets the zones know, on this thread.
  ///
  /// @return the octets that the latter allocated
  long find(List<Monitor> some, ProbeResult result) throws InterruptedException {
    var at = now.addAndGet(Duration.ofSeconds(1).toNanos());
    monitors.report(some.stream().map(each -> new Report(each, result, at)).toList());
    var news = takeChanged();
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    var before = threads.getCurrentThreadAllocatedBytes();
    zones.healthChanged(monitors.table(), news);
    return threads.getCurrentThreadAllocatedBytes() - before;
  }

  void find(String address, ProbeResult result) throws InterruptedException {
    find(List.of(of(address)), result);
  }

  /// Lets time pass, and with it what changes by itself.
  void pass(Duration time) {
    now.addAndGet(time.toNanos());
    zones.tick();
  }

  List<CompiledSteering> steered() {
    return zone().steered();
  }

  /// The zone in force.
  MonitoredZone zone() {
    return requireNonNull(zones.zones().get(APEX));
  }

  /// Why a member of the first tier of the first steered RRset is answered, or not.
  Reason reason(String address) {
    return steered().getFirst().explain(now.get()).tiers().getFirst().members().stream()
        .filter(each -> each.address().toString().equals(address))
        .findFirst()
        .orElseThrow()
        .reason();
  }

  /// What the past of a member means now.
  Standing standing(String address) {
    return zones
        .health(zone())
        .standing(
            zone().members().stream()
                .filter(each -> each.address().toString().equals(address))
                .findFirst()
                .orElseThrow());
  }

  /// The name of the tier that a steered name answers from.
  String tier(String name) {
    return tierOfRule(name, 0);
  }

  /// The name of the tier that a steered name answers the clients of a rule from.
  ///
  /// @param rule from 1; 0 for all others
  String tierOfRule(String name, int rule) {
    var steered =
        steered().stream()
            .filter(each -> each.owner().equals(APEX.child(name)))
            .findFirst()
            .orElseThrow();
    var decision = steered.orders().get(rule).explain(now.get());
    return decision.tiers().get(decision.chosen()).name().relativeTo(APEX);
  }

  @Override
  public void close() {
    monitors.close();
  }
}
