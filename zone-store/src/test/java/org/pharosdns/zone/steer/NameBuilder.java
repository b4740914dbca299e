package org.pharosdns.zone.steer;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pharosdns.dns.wire.DnsName;

/// A `[name.OWNER]` made by a test: the documented defaults but for what is set.
final class NameBuilder {
  private final String owner;
  private CheckRequirement check = new CheckRequirement.None();
  private Selection selection = new Selection(Selection.Select.ROTATE, 0);
  private final List<MemberSettings> members = new ArrayList<>();
  private boolean unlistedAllowed = true;
  private List<DnsName> backup = List.of();
  private final List<ClientRule> rules = new ArrayList<>();
  private @Nullable Trickle trickle;
  private Tolerance tolerance = Tolerance.DEFAULTS;
  private Startup startup = Startup.DEFAULTS;
  private Promise promise = Promise.DEFAULTS;
  private final Set<String> own = new HashSet<>();
  private final Set<String> inherited = new HashSet<>();
  private List<Integer> types = List.of();
  private boolean follows;

  private NameBuilder(String owner) {
    this.owner = owner;
  }

  static NameBuilder name(String owner) {
    return new NameBuilder(owner);
  }

  NameBuilder check(String... checks) {
    check = new CheckRequirement.AllOf(List.of(checks));
    return this;
  }

  NameBuilder anyOf(int needed, String... checks) {
    check = new CheckRequirement.AnyOf(needed, List.of(checks));
    return this;
  }

  NameBuilder types(Integer... newTypes) {
    types = List.of(newTypes);
    return this;
  }

  NameBuilder follows() {
    own.add("follow");
    follows = true;
    return this;
  }

  /// Has these keys, as set so far, from `[defaults]`.
  NameBuilder inherits(String... keys) {
    List.of(keys).forEach(own::remove);
    inherited.addAll(List.of(keys));
    return this;
  }

  NameBuilder rotate(int answers) {
    selection = new Selection(Selection.Select.ROTATE, answers);
    return this;
  }

  NameBuilder weighted(int answers) {
    selection = new Selection(Selection.Select.WEIGHTED, answers);
    return this;
  }

  NameBuilder all(int answers) {
    selection = new Selection(Selection.Select.ALL, answers);
    return this;
  }

  NameBuilder multi(int answers, Selection.Groups groups) {
    selection = new Selection(Selection.Select.WEIGHTED_MULTI, answers, groups, null);
    return this;
  }

  NameBuilder hash(int answers, NetworkHash hash) {
    selection = new Selection(Selection.Select.HASH, answers, Selection.Groups.NONE, hash);
    return this;
  }

  NameBuilder group(int last, int units, String group) {
    var address = Scene.address(last);
    var place = places().of("member." + address);
    var weight = new Weight.Share(units);
    members.add(new MemberSettings(address, place, weight, null, null, group));
    return this;
  }

  NameBuilder weight(int last, int units) {
    return weight(last, new Weight.Share(units));
  }

  NameBuilder weight(int last, Weight weight) {
    return member(Scene.address(last), weight, null);
  }

  NameBuilder member(Endpoint address, @Nullable Weight weight, @Nullable CheckRequirement own) {
    var key = "weights." + address;
    members.add(new MemberSettings(address, places().of(key), weight, null, own, null));
    return this;
  }

  NameBuilder listedOnly() {
    unlistedAllowed = false;
    return this;
  }

  NameBuilder backup(String... names) {
    backup = Arrays.stream(names).map(Scene::owner).toList();
    return this;
  }

  /// Adds a rule for networks and regions, the latter without a slash.
  NameBuilder rule(List<String> clients, String... tiers) {
    return rule(clients, false, tiers);
  }

  NameBuilder fenced(List<String> clients, String... tiers) {
    return rule(clients, true, tiers);
  }

  private NameBuilder rule(List<String> clients, boolean fenced, String... tiers) {
    rules.add(
        new ClientRule(
            clients.stream().filter(c -> c.contains("/")).map(Prefix::parse).toList(),
            clients.stream().filter(c -> !c.contains("/")).toList(),
            Arrays.stream(tiers).map(Scene::owner).toList(),
            fenced));
    return this;
  }

  NameBuilder trickle(String to, int perMillion) {
    trickle = new Trickle(Scene.owner(to), perMillion);
    return this;
  }

  NameBuilder minHealthy(MinHealthy minHealthy) {
    return tolerance(
        minHealthy, tolerance.onLow(), tolerance.onExhausted(), tolerance.omitsSuspects());
  }

  NameBuilder onLow(Tolerance.OnLow onLow) {
    return tolerance(
        tolerance.minHealthy(), onLow, tolerance.onExhausted(), tolerance.omitsSuspects());
  }

  NameBuilder onExhausted(Tolerance.OnExhausted onExhausted) {
    return tolerance(
        tolerance.minHealthy(), tolerance.onLow(), onExhausted, tolerance.omitsSuspects());
  }

  private NameBuilder tolerance(
      MinHealthy minHealthy,
      Tolerance.OnLow onLow,
      Tolerance.OnExhausted onExhausted,
      boolean omitsSuspects) {
    tolerance =
        new Tolerance(minHealthy, onLow, onExhausted, tolerance.onMonitorFailure(), omitsSuspects);
    return this;
  }

  NameBuilder onMonitorFailure(Tolerance.OnMonitorFailure policy) {
    tolerance =
        new Tolerance(
            tolerance.minHealthy(),
            tolerance.onLow(),
            tolerance.onExhausted(),
            policy,
            tolerance.omitsSuspects());
    return this;
  }

  NameBuilder keepSuspects() {
    return tolerance(tolerance.minHealthy(), tolerance.onLow(), tolerance.onExhausted(), false);
  }

  NameBuilder initial(Startup.Initial initial) {
    startup = new Startup(initial, Duration.ofSeconds(10));
    return this;
  }

  NameBuilder budget(int seconds) {
    own.add("failover_budget");
    return promise(Duration.ofSeconds(seconds), promise.recoveryBudget(), true);
  }

  NameBuilder recovery(int seconds) {
    own.add("recovery_budget");
    return promise(promise.failoverBudget(), Duration.ofSeconds(seconds), true);
  }

  NameBuilder enforceWarn() {
    return promise(promise.failoverBudget(), promise.recoveryBudget(), false);
  }

  private NameBuilder promise(@Nullable Duration b, @Nullable Duration r, boolean strict) {
    promise =
        new Promise(
            b,
            r,
            strict,
            promise.slack(),
            promise.minTtl(),
            promise.panicTtl(),
            promise.negativeTtl(),
            promise.forcedTtl());
    return this;
  }

  NameBuilder forcedTtl(int seconds) {
    promise =
        new Promise(
            promise.failoverBudget(),
            promise.recoveryBudget(),
            promise.strict(),
            promise.slack(),
            promise.minTtl(),
            promise.panicTtl(),
            promise.negativeTtl(),
            Duration.ofSeconds(seconds));
    return this;
  }

  NameBuilder ttls(int min, int panic, int negative) {
    promise =
        new Promise(
            promise.failoverBudget(),
            promise.recoveryBudget(),
            promise.strict(),
            promise.slack(),
            Duration.ofSeconds(min),
            Duration.ofSeconds(panic),
            Duration.ofSeconds(negative),
            promise.forcedTtl());
    return this;
  }

  Promise promise() {
    return promise;
  }

  private Places places() {
    var table = new Place(Scene.FILE, 1, 1, "[name." + owner + "]");
    var keys = new HashMap<String, Place>();
    own.forEach(key -> keys.put(key, table));
    inherited.forEach(key -> keys.put(key, table));
    return new Places(table, keys, inherited);
  }

  SteeredName build() {
    return new SteeredName(
        Scene.owner(owner),
        places(),
        types,
        follows,
        check,
        selection,
        members,
        unlistedAllowed,
        backup,
        rules,
        trickle,
        tolerance,
        startup,
        Comeback.DEFAULTS,
        promise);
  }
}
