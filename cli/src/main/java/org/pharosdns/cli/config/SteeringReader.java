package org.pharosdns.cli.config;

import static java.util.Objects.requireNonNullElse;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.pharosdns.cli.geo.GeoDatabase;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.zone.steer.CheckTiming;
import org.pharosdns.zone.steer.GeoNetworks;
import org.pharosdns.zone.steer.Place;
import org.pharosdns.zone.steer.SteeredName;
import org.pharosdns.zone.steer.ZoneSteering;

/// Reads a steering file.
final class SteeringReader {
  private static final Keys KEYS =
      new Keys(Set.of("check", "name", "defaults", "notify"), Map.of());

  private final TomlTable root;
  private final DnsName apex;
  private final Configuration configuration;
  private final Map<DnsName, SteeredName> names = new LinkedHashMap<>();
  private final Set<DnsName> unsound = new HashSet<>();
  private boolean defaultsAreSound;

  SteeringReader(TomlTable root, DnsName apex, Configuration configuration) {
    this.root = root;
    this.apex = apex;
    this.configuration = configuration;
  }

  Loaded<SteeringFile> read() {
    root.allow(KEYS);
    if (root.has("notify")) {
      root.error("notify", "[notify.NAME] stands only in pharos.toml: it tells of all zones");
    }
    var own = root.tables("check").keySet();
    var checks = new LinkedHashMap<>(configuration.checks());
    checks.keySet().removeAll(own);
    checks.putAll(CheckReader.readAll(root, configuration.server().allowExec()));
    var declared = new TreeSet<>(own);
    declared.addAll(checks.keySet());
    declared.addAll(CheckType.CONSTANTS);
    var known = CheckRequirementReader.among(declared);
    var nearest = root.table("defaults");
    var before = root.problemCount();
    if (nearest != null) {
      NameReader.validateDefaults(nearest, known);
    }
    defaultsAreSound = root.problemCount() == before;
    var defaults = configuration.defaults().behind(nearest);
    root.tables("name").forEach((key, table) -> readName(key, table, defaults, known, checks));
    var steering =
        new ZoneSteering(
            root.file(),
            apex,
            timings(checks),
            new DefaultTrickle(names).names(),
            geo(names.values()),
            doubtful(checks.keySet()));
    return new Loaded<>(new SteeringFile(steering, checks), root.problems());
  }

  /// Returns the owners of names of which not everything could be read.
  ///
  /// @param checks those that could be
  private Set<DnsName> doubtful(Set<String> checks) {
    var sound = new HashSet<>(checks);
    sound.addAll(CheckType.CONSTANTS);
    var doubtful = new HashSet<>(defaultsAreSound ? unsound : names.keySet());
    for (var name : names.values()) {
      if (!sound.containsAll(checks(name))) {
        doubtful.add(name.owner());
      }
    }
    return doubtful;
  }

  private static Set<String> checks(SteeredName name) {
    var checks = new HashSet<>(name.check().names());
    for (var member : name.members()) {
      var own = member.check();
      if (own != null) {
        checks.addAll(own.names());
      }
    }
    return checks;
  }

  /// The database, if a rule of one of the names asks for it.
  private GeoNetworks geo(Collection<SteeredName> names) {
    var needed = false;
    for (var name : names) {
      for (var i = 0; i < name.rules().size(); i++) {
        var asks = !name.rules().get(i).regions().isEmpty();
        needed |= asks;
        if (asks && configuration.geo() == null) {
          root.add(
              name.places()
                  .of("rule." + i + ".geo.0")
                  .error("a geo rule needs a database")
                  .withHint("[server] geo_database in pharos.toml"));
        }
      }
    }
    return needed
        ? requireNonNullElse(configuration.geo(), GeoDatabase.NONE).networks()
        : GeoNetworks.NONE;
  }

  private void readName(
      String key,
      TomlTable table,
      SteeringDefaults defaults,
      CheckRequirementReader known,
      Map<String, CheckDefinition> checks) {
    var before = root.problemCount();
    DnsName owner = null;
    try {
      owner = DnsName.parse(key, apex);
    } catch (IllegalArgumentException e) {
      table.add(table.place().error("\"" + key + "\": " + e.getMessage()));
    }
    // What else is wrong with it is told as well.
    var name = new NameReader(table, defaults, apex, known).read(requireNonNullElse(owner, apex));
    if (owner != null && names.putIfAbsent(owner, name) != null) {
      table.add(table.place().error(owner.relativeTo(apex) + " is steered twice"));
    }
    requireServerNames(name, checks);
    if (owner != null && root.problemCount() > before) {
      unsound.add(owner);
    }
  }

  /// Reports checks over TLS that are to ask for the name itself where that is impossible.
  private void requireServerNames(SteeredName name, Map<String, CheckDefinition> checks) {
    var own = name.places().of("check");
    name.check().names().forEach(each -> requireServerName(name.owner(), checks.get(each), own));
    for (var member : name.members()) {
      if (member.check() != null) {
        member
            .check()
            .names()
            .forEach(each -> requireServerName(name.owner(), checks.get(each), member.place()));
      }
    }
  }

  private void requireServerName(DnsName owner, @Nullable CheckDefinition check, Place place) {
    if (check == null || !CheckBinding.asksForOwner(check.kind())) {
      return;
    }
    try {
      CheckBinding.bind(check, owner);
    } catch (IllegalArgumentException e) {
      root.add(
          place
              .error("check \"" + check.name() + "\": " + e.getMessage())
              .withHint(CheckBinding.SERVER_NAME_HINT));
    }
  }

  private static Map<String, CheckTiming> timings(Map<String, CheckDefinition> checks) {
    var timings = new LinkedHashMap<String, CheckTiming>();
    checks.forEach(
        (name, check) -> {
          if (check.timing() != null) {
            timings.put(name, check.timing());
          }
        });
    return timings;
  }
}
