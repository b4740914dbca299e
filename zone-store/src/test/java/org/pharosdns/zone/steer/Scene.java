package org.pharosdns.zone.steer;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.pharosdns.dns.query.Draw;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.zone.model.HeapRoom;
import org.pharosdns.zone.model.RRset;

/// A small zone `example.com`, its steering and the health of its members, all set by the test.
///
/// Members are named by the last octet: `1` is 192.0.2.1. Every monitor is up and passed at 0
/// unless the test says otherwise. The check `web` has the timing of the example in SEMANTICS.
final class Scene implements ZoneRecords, HealthView {
  static final DnsName APEX = DnsName.parse("example.com");
  static final Path FILE = Path.of("example.com.toml");
  static final CheckTiming WEB =
      new CheckTiming(
          Duration.ofSeconds(5), Duration.ofSeconds(2), Duration.ofSeconds(2), 0.1, 3, 2);

  final Draw draw = new Draw(7);
  /// Whether no witness is reached.
  boolean monitorFailure;

  /// Whether nothing was answered yet.
  boolean starting = true;

  final Asker asker = new Asker(draw);
  private final Map<String, RRset> rrsets = new LinkedHashMap<>();
  private final Map<String, CheckTiming> timings = new LinkedHashMap<>(Map.of("web", WEB));
  private final List<SteeredName> names = new ArrayList<>();
  private final Map<String, FakeMonitor> monitors = new LinkedHashMap<>();
  private final Map<String, Boolean> constants = new LinkedHashMap<>();
  private final Map<Endpoint, Forced> forced = new LinkedHashMap<>();
  private final Set<Endpoint> flapping = new HashSet<>();
  private final GeoNetworks.Builder geo = new GeoNetworks.Builder(HeapRoom.OF_JVM);
  private final Choice choice = new Choice();

  static long nanos(double seconds) {
    return Math.round(seconds * 1e9);
  }

  static DnsName owner(String name) {
    return DnsName.parse(name, APEX);
  }

  static Address address(int last) {
    return Address.parse("192.0.2." + last);
  }

  /// Adds an A RRset with these last octets.
  Scene zone(String name, int ttl, int... lastOctets) {
    return rrset(
        name,
        Address.A,
        ttl,
        Arrays.stream(lastOctets).mapToObj(i -> address(i).octets()).toList());
  }

  Scene rrset(String name, int type, int ttl, List<byte[]> rdata) {
    rrsets.put(owner(name) + " " + type, new RRset(owner(name), type, ttl, rdata));
    return this;
  }

  Scene cname(String name, int ttl, String target) {
    return rrset(name, HostName.CNAME, ttl, List.of(DnsName.parse(target).wire()));
  }

  Scene check(String name, CheckTiming timing) {
    timings.put(name, timing);
    return this;
  }

  Scene constant(String name, boolean up) {
    constants.put(name, up);
    return this;
  }

  Scene steer(NameBuilder name) {
    names.add(name.build());
    return this;
  }

  /// Says where a network is.
  Scene geo(String network, String country, String continent) {
    geo.add(
        Prefix.parse(network),
        GeoRegion.parse("country:" + country) | GeoRegion.parse("continent:" + continent));
    return this;
  }

  FakeMonitor monitor(int last) {
    return monitor("web", last);
  }

  FakeMonitor monitor(String check, int last) {
    return monitor(check + " " + address(last));
  }

  /// Returns a monitor that has neither passed nor failed yet.
  FakeMonitor silent(String check, int last) {
    return monitors.computeIfAbsent(check + " " + address(last), k -> new FakeMonitor());
  }

  FakeMonitor monitor(String key) {
    return monitors.computeIfAbsent(key, k -> new FakeMonitor().okAt(0));
  }

  Scene force(int last, Forced state) {
    forced.put(address(last), state);
    return this;
  }

  Scene down(int... lastOctets) {
    for (var last : lastOctets) {
      monitor(last).is(MonitorReading.State.DOWN).because("refused");
    }
    return this;
  }

  /// Says that these are kept down because they changed too often.
  Scene flapping(int... lastOctets) {
    for (var last : lastOctets) {
      flapping.add(address(last));
    }
    return this;
  }

  @Override
  public Standing standing(SteeredMember member) {
    return flapping.contains(member.address()) ? new Standing(true, 1000) : Standing.SETTLED;
  }

  @Override
  public boolean monitorFailure() {
    return monitorFailure;
  }

  ZoneSteering steering() {
    return new ZoneSteering(FILE, APEX, timings, names, geo.build(), Set.of());
  }

  SteeringPlan plan() {
    return plan(HeapRoom.OF_JVM);
  }

  SteeringPlan plan(HeapRoom room) {
    return SteeringPlan.of(steering(), this, room);
  }

  /// Compiles the A RRset of `name`.
  CompiledSteering compile(String name) {
    return compile(name, Address.A);
  }

  CompiledSteering compile(String name, int type) {
    return plan().compile(this).stream()
        .filter(s -> s.owner().equals(owner(name)) && s.type() == type)
        .findFirst()
        .orElseThrow();
  }

  Decision explain(String name, double seconds) {
    return compile(name).explain(nanos(seconds));
  }

  /// Returns the answer as `TTL: last octets ascending`, `ALIAS TTL`, `NODATA TTL` or `NOT_READY`.
  String answer(String name, double seconds) {
    return answer(name, Address.A, seconds);
  }

  String answer(String name, int type, double seconds) {
    compile(name, type).choose(asker.at(nanos(seconds)), choice);
    return switch (choice.kind()) {
      case ALIAS -> "ALIAS " + choice.ttlSeconds();
      case BLOCK -> "BLOCK " + choice.ttlSeconds();
      case NOT_READY -> "NOT_READY";
      case NODATA -> "NODATA " + choice.ttlSeconds();
      case RECORDS -> choice.ttlSeconds() + ":" + octets(choice);
    };
  }

  int extendedError(String name, double seconds) {
    compile(name).choose(asker.at(nanos(seconds)), choice);
    return choice.extendedError();
  }

  /// Returns the answer to a client with that subnet option, and its scope: `TTL: octets /SCOPE`.
  String answerTo(String network, String name) {
    asker.subnet(network);
    return answer(name, 0) + " /" + choice.clientScope();
  }

  private static String octets(Choice choice) {
    var lasts = new int[choice.count()];
    for (var i = 0; i < lasts.length; i++) {
      lasts[i] = last(choice, i);
    }
    Arrays.sort(lasts);
    var text = new StringBuilder();
    for (var last : lasts) {
      text.append(' ').append(last);
    }
    return text.toString();
  }

  static int last(Choice choice, int i) {
    var rdata = choice.rdata(i);
    return rdata[rdata.length - 1] & 0xff;
  }

  @Override
  public @Nullable RRset find(DnsName owner, int type) {
    return rrsets.get(owner + " " + type);
  }

  @Override
  public List<RRset> at(DnsName owner) {
    return rrsets.values().stream().filter(rrset -> rrset.owner().equals(owner)).toList();
  }

  @Override
  public void forEachOwner(Consumer<List<RRset>> visitor) {
    var byOwner = new LinkedHashMap<DnsName, List<RRset>>();
    for (var rrset : rrsets.values()) {
      byOwner.computeIfAbsent(rrset.owner(), o -> new ArrayList<>()).add(rrset);
    }
    byOwner.values().forEach(visitor);
  }

  @Override
  public List<MonitorReading> readings(SteeredMember member) {
    return member.check().names().stream().map(check -> reading(check, member.address())).toList();
  }

  private MonitorReading reading(String check, Endpoint address) {
    var constant = constants.get(check);
    if (constant != null) {
      return MonitorReading.constant(constant);
    }
    var monitor = monitor(check + " " + address);
    return new MonitorReading(monitor.state, monitor.reason, true, monitor, monitor.weightPercent);
  }

  @Override
  public Forced forced(SteeredMember member) {
    return forced.getOrDefault(member.address(), Forced.AUTO);
  }

  @Override
  public long nowNanos() {
    return 0;
  }

  @Override
  public @Nullable Long startingSince(DnsName owner, int type) {
    return starting ? 0L : null;
  }

  @Override
  public long watchedNanos(SteeredMember member) {
    return 0;
  }
}
