package org.pharosdns.cli.config;

import static java.util.Objects.requireNonNullElse;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.dns.wire.RecordType;
import org.pharosdns.zone.steer.CheckRequirement;
import org.pharosdns.zone.steer.Startup;
import org.pharosdns.zone.steer.SteeredName;
import org.pharosdns.zone.steer.SteeredTypes;

/// Reads one `[name.OWNER]`, or `[defaults]` as if it were one.
final class NameReader {
  private static final Keys KEYS =
      new Keys(
          Set.of(
              "check",
              "types",
              "follow",
              "select",
              "answers",
              "groups",
              "trickle",
              "rule",
              "hash",
              "weights",
              "backup",
              "min_healthy",
              "on_low",
              "on_exhausted",
              "initial",
              "initial_deadline",
              "suspect",
              "failover_budget",
              "enforce",
              "slack",
              "recovery_budget",
              "min_ttl",
              "panic_ttl",
              "negative_ttl",
              "forced_ttl",
              "slow_start",
              "flap",
              "failback",
              "on_monitor_failure",
              "unlisted",
              "member"),
          Map.of());
  private static final List<DnsName> NO_TIERS = List.of();
  private static final List<String> NOT_DEFAULTS = List.of("weights", "member", "backup", "rule");

  private final NameTable name;
  private final CheckRequirementReader checks;

  NameReader(
      TomlTable own, SteeringDefaults defaults, DnsName apex, CheckRequirementReader checks) {
    name = new NameTable(own, defaults, apex);
    this.checks = checks;
  }

  /// Reports what is wrong in a `[defaults]` table.
  static void validateDefaults(TomlTable table, CheckRequirementReader checks) {
    for (var key : NOT_DEFAULTS) {
      if (table.has(key)) {
        table.error(key, "\"" + key + "\" has no default: it belongs to one name");
      }
    }
    table.allow(KEYS);
    var own = table.empty("defaults");
    var defaults = SteeringDefaults.NONE.behind(table);
    new NameReader(own, defaults, DnsName.ROOT, checks).read(DnsName.ROOT);
  }

  SteeredName read(DnsName owner) {
    name.own().allow(KEYS);
    var members = new MemberReader(name, checks).read();
    var types = types();
    var follows = follows();
    var check = requireNonNullElse(check(), new CheckRequirement.None());
    var selection = new SelectionReader(name).read();
    var unlisted =
        name.of("unlisted").choice("unlisted", NameTable.words("default", true, "error", false));
    var backup = requireNonNullElse(name.owners(name.own(), "backup", "backup"), NO_TIERS);
    var rules = new RuleReader(name).readAll();
    var trickle = new TrickleReader(name).read();
    var tolerance = new ToleranceReader(name).read();
    var startup = startup();
    var comeback = new ComebackReader(name).read();
    var promise = new PromiseReader(name).read();
    return new SteeredName(
        owner,
        name.places(), // complete only when all keys have been read
        types,
        follows,
        check,
        selection,
        members,
        requireNonNullElse(unlisted, true),
        backup,
        rules,
        trickle,
        tolerance,
        startup,
        comeback,
        promise);
  }

  /// What `pharos.toml` asks of all names may be a check of the steering file.
  private @Nullable CheckRequirement check() {
    var table = name.of("check");
    var own = name.own();
    if (table.file().equals(own.file())) {
      return checks.read(table);
    }
    var check = CheckRequirementReader.ANY.read(table);
    var complaints = check == null ? List.<String>of() : checks.complaints(check);
    var hint = "it is the default that stands at " + table.place("check").position();
    complaints.forEach(each -> own.add(own.place().error(each).withHint(hint)));
    return complaints.isEmpty() ? check : null;
  }

  private List<Integer> types() {
    var types = name.of("types").list("types", NameReader::type);
    return types == null ? List.of() : types.stream().distinct().sorted().toList();
  }

  private static Integer type(String text) {
    var known = new TreeMap<String, Integer>();
    SteeredTypes.MEMBERS.forEach(type -> known.put(RecordType.mnemonic(type), type));
    SteeredTypes.FOLLOWERS.forEach(type -> known.put(RecordType.mnemonic(type), type));
    var type = known.get(text.toUpperCase(Locale.ROOT));
    if (type == null) {
      throw new IllegalArgumentException(
          "\"" + text + "\" cannot be steered; these can: " + String.join(", ", known.keySet()));
    }
    return type;
  }

  private boolean follows() {
    var follow = name.of("follow").choice("follow", Map.of("targets", true));
    return follow != null;
  }

  private Startup startup() {
    var initial =
        name.of("initial")
            .choice(
                "initial",
                Map.of(
                    "hold", Startup.Initial.HOLD,
                    "in", Startup.Initial.IN,
                    "out", Startup.Initial.OUT));
    var deadline = name.of("initial_deadline").duration("initial_deadline", Duration.ZERO);
    return new Startup(
        requireNonNullElse(initial, Startup.DEFAULTS.initial()),
        requireNonNullElse(deadline, Startup.DEFAULTS.deadline()));
  }
}
