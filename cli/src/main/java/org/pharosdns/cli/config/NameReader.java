package org.pharosdns.cli.config;

import static java.util.Objects.requireNonNullElse;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.dns.wire.RecordType;
import org.pharosdns.zone.steer.CheckRequirement;
import org.pharosdns.zone.steer.MinHealthy;
import org.pharosdns.zone.steer.Place;
import org.pharosdns.zone.steer.Places;
import org.pharosdns.zone.steer.Promise;
import org.pharosdns.zone.steer.Selection;
import org.pharosdns.zone.steer.Selection.Select;
import org.pharosdns.zone.steer.Startup;
import org.pharosdns.zone.steer.SteeredName;
import org.pharosdns.zone.steer.SteeredTypes;
import org.pharosdns.zone.steer.Tolerance;

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
              "unlisted",
              "member"),
          Map.of(
              "groups", "",
              "hash", "",
              "slow_start", "",
              "flap", "",
              "failback", "auto",
              "trickle", "",
              "rule", "",
              "on_monitor_failure", "freeze"));
  private static final List<String> NOT_DEFAULTS = List.of("weights", "member", "backup", "rule");
  private static final Set<String> LATER_SELECTS = Set.of("weighted-multi", "hash", "all");

  private final TomlTable own;
  private final SteeringDefaults defaults;
  private final DnsName apex;
  private final Set<String> checks;
  private final Map<String, Place> places = new LinkedHashMap<>();

  NameReader(TomlTable own, SteeringDefaults defaults, DnsName apex, Set<String> checks) {
    this.own = own;
    this.defaults = defaults;
    this.apex = apex;
    this.checks = checks;
  }

  /// Reports what is wrong in a `[defaults]` table.
  ///
  /// @param checks the names of the checks that there are; null when they are not known yet
  static void validateDefaults(TomlTable table, Set<String> checks) {
    for (var key : NOT_DEFAULTS) {
      if (table.has(key)) {
        table.error(key, "\"" + key + "\" has no default: it belongs to one name");
      }
    }
    new NameReader(table, SteeringDefaults.NONE, DnsName.ROOT, checks).read(DnsName.ROOT);
  }

  SteeredName read(DnsName owner) {
    own.allow(KEYS);
    var members = new MemberReader(own, this, apex).read();
    var types = types();
    var follows = follows();
    var check = requireNonNullElse(check(of("check")), new CheckRequirement.None());
    var selection = selection();
    var unlisted = of("unlisted").choice("unlisted", ordered("default", true, "error", false));
    var backup = backup();
    var tolerance = tolerance();
    var startup = startup();
    var promise = promise();
    return new SteeredName(
        owner,
        new Places(own.place(), places), // complete only when all keys have been read
        types,
        follows,
        check,
        selection,
        members,
        requireNonNullElse(unlisted, true),
        backup,
        tolerance,
        startup,
        promise);
  }

  /// Returns the table that sets `key` and notes its place.
  private TomlTable of(String key) {
    var table = defaults.holding(key, own);
    if (table.has(key)) {
      places.put(key, table.place(key));
    }
    return table;
  }

  void note(String key, Place place) {
    places.put(key, place);
  }

  private List<Integer> types() {
    var types = of("types").list("types", NameReader::type);
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
    var follow = of("follow").choice("follow", Map.of("targets", true));
    return follow != null;
  }

  /// Reads `check` of a name or a member: a name, a list, or `{ any = 2, of = [...] }`.
  @Nullable CheckRequirement check(TomlTable table) {
    if (table.isText("check")) {
      var name = table.parsed("check", "text", this::known);
      return name == null ? null : new CheckRequirement.AllOf(List.of(name));
    }
    if (!table.isTable("check")) {
      var names = table.list("check", this::known);
      return names == null || names.isEmpty()
          ? null
          : new CheckRequirement.AllOf(names.stream().distinct().toList());
    }
    var any = table.table("check");
    return any == null ? null : anyOf(any);
  }

  private @Nullable CheckRequirement anyOf(TomlTable any) {
    any.allow(new Keys(Set.of("any", "of"), Map.of()));
    var names = any.list("of", this::known);
    var distinct = names == null ? List.<String>of() : names.stream().distinct().toList();
    var needed = any.integer("any", 1, Math.max(1, any.listSize("of")));
    if (!any.has("any") || !any.has("of")) {
      any.add(any.place().error("check needs both: { any = 2, of = [\"a\", \"b\", \"c\"] }"));
    }
    return needed == null || distinct.isEmpty()
        ? null
        : new CheckRequirement.AnyOf(needed, distinct);
  }

  private String known(String check) {
    if (!checks.contains(check)) {
      var nearest = Keys.nearest(check, checks);
      throw new IllegalArgumentException(
          "there is no [check."
              + check
              + "]"
              + (nearest == null ? "" : " (did you mean \"" + nearest + "\"?)"));
    }
    return check;
  }

  private Selection selection() {
    var table = of("select");
    var word = table.isText("select") ? table.text("select") : null;
    if (word != null && LATER_SELECTS.contains(word)) {
      table.error("select", "select = \"" + word + "\" is not supported yet");
      return new Selection(Select.ROTATE, 0);
    }
    var select =
        table.choice("select", ordered("rotate", Select.ROTATE, "weighted", Select.WEIGHTED));
    return new Selection(
        requireNonNullElse(select, Select.ROTATE),
        requireNonNullElse(of("answers").integer("answers", 1, 256), 0));
  }

  private static <T> Map<String, T> ordered(String a, T first, String b, T second) {
    var map = new LinkedHashMap<String, T>();
    map.put(a, first);
    map.put(b, second);
    return map;
  }

  private List<DnsName> backup() {
    var names = own.list("backup", text -> DnsName.parse(text, apex));
    if (names == null) {
      return List.of();
    }
    for (var i = 0; i < names.size(); i++) {
      places.put("backup." + i, own.place("backup", Integer.toString(i)));
    }
    return new ArrayList<>(names);
  }

  private Tolerance tolerance() {
    var onLow =
        of("on_low")
            .choice(
                "on_low",
                Map.of(
                    "shrink", Tolerance.OnLow.SHRINK,
                    "next", Tolerance.OnLow.NEXT,
                    "open", Tolerance.OnLow.OPEN));
    var onExhausted =
        of("on_exhausted")
            .choice(
                "on_exhausted",
                ordered(
                    "open", Tolerance.OnExhausted.OPEN, "nodata", Tolerance.OnExhausted.NODATA));
    var omits = of("suspect").choice("suspect", ordered("omit", true, "keep", false));
    return new Tolerance(
        requireNonNullElse(minHealthy(), new MinHealthy.Count(1)),
        requireNonNullElse(onLow, Tolerance.OnLow.SHRINK),
        requireNonNullElse(onExhausted, Tolerance.OnExhausted.OPEN),
        requireNonNullElse(omits, true));
  }

  private @Nullable MinHealthy minHealthy() {
    var table = of("min_healthy");
    if (table.isText("min_healthy")) {
      return table.parsed("min_healthy", "text", NameReader::percent);
    }
    if (table.isTable("min_healthy")) {
      var weight = table.table("min_healthy");
      if (weight == null) {
        return null;
      }
      weight.allow(new Keys(Set.of("weight"), Map.of()));
      var share = weight.share("weight");
      return share == null ? null : new MinHealthy.WeightShare(share);
    }
    var count = table.integer("min_healthy", 1, 256);
    return count == null ? null : new MinHealthy.Count(count);
  }

  private static MinHealthy percent(String text) {
    if (text.matches("\\d{1,3}%")) {
      var percent = Integer.parseInt(text, 0, text.length() - 1, 10);
      if (percent >= 1 && percent <= 100) {
        return new MinHealthy.Percent(percent);
      }
    }
    throw new IllegalArgumentException(
        "min_healthy must be a count, \"1%\" to \"100%\", or { weight = 0.3 }, not \""
            + text
            + "\"");
  }

  private Startup startup() {
    var initial =
        of("initial")
            .choice(
                "initial",
                Map.of(
                    "hold", Startup.Initial.HOLD,
                    "in", Startup.Initial.IN,
                    "out", Startup.Initial.OUT));
    var deadline = of("initial_deadline").duration("initial_deadline", Duration.ZERO);
    return new Startup(
        requireNonNullElse(initial, Startup.DEFAULTS.initial()),
        requireNonNullElse(deadline, Startup.DEFAULTS.deadline()));
  }

  private Promise promise() {
    var least = Duration.ofMillis(1);
    var strict = of("enforce").choice("enforce", ordered("strict", true, "warn", false));
    return new Promise(
        of("failover_budget").duration("failover_budget", least),
        of("recovery_budget").duration("recovery_budget", least),
        requireNonNullElse(strict, true),
        requireNonNullElse(of("slack").duration("slack", Duration.ZERO), Promise.DEFAULTS.slack()),
        requireNonNullElse(of("min_ttl").ttl("min_ttl", 1), Promise.DEFAULTS.minTtl()),
        requireNonNullElse(of("panic_ttl").ttl("panic_ttl", 0), Promise.DEFAULTS.panicTtl()),
        requireNonNullElse(
            of("negative_ttl").ttl("negative_ttl", 0), Promise.DEFAULTS.negativeTtl()),
        of("forced_ttl").ttl("forced_ttl", 0));
  }
}
