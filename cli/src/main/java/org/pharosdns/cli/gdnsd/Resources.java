package org.pharosdns.cli.gdnsd;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;

/// What the resources of gdnsd's plugins answer, as tiers. {@link MetaResources} sees to those that
/// are made of others.
final class Resources {
  private static final List<String> MEMBER_PARAMETERS =
      List.of("service_types", "up_thresh", "multi", "ignore_health", "plugin");
  private static final long MOST_WEIGHT = 1_000_000;
  private static final String DEFAULT_THRESHOLD = "0.5";

  private final Vscf.Hash plugins;
  private final ServiceTypes services;
  private final Report report;
  private final MetaResources meta;

  /// @param geoFolder where the files of geoip are
  Resources(Vscf.Hash plugins, ServiceTypes services, Path geoFolder, Report report) {
    this.plugins = plugins;
    this.services = services;
    this.report = report;
    meta = new MetaResources(plugins, this, geoFolder, report);
  }

  /// Returns the databases of places that rules need.
  Set<Path> databases() {
    return meta.databases();
  }

  /// Returns the map of a resource of geoip; empty for others.
  String map(String plugin, String resource) {
    return plugins.table(plugin).table("resources").table(resource).text("map", "");
  }

  /// Returns what a resource answers; no tiers, with a reason in the report, for what cannot be
  /// said.
  ///
  /// @param reference `plugin!resource` or `plugin!resource/datacenter`
  Answers answers(String reference, Vscf.Where from) throws GdnsdException {
    var parts = reference.split("!", 2);
    var plugin = parts[0];
    var resource = parts.length == 2 ? parts[1] : "";
    var slash = resource.indexOf('/');
    var datacenter = slash < 0 ? "" : resource.substring(slash + 1);
    resource = slash < 0 ? resource : resource.substring(0, slash);
    return switch (plugin) {
      case "static", "multifo", "weighted", "simplefo" ->
          Answers.inOrder(simple(plugin, resource, from));
      case "metafo", "geoip" -> meta.answers(plugin, resource, datacenter, from);
      default -> {
        report.add(from, "nothing here answers like the plugin \"" + plugin + "\"");
        yield Answers.NONE;
      }
    };
  }

  private List<Tier> simple(String plugin, String resource, Vscf.Where from) {
    var all = plugins.table(plugin);
    var value = all.find(resource);
    if (value == null) {
      report.add(from, "there is no resource \"" + resource + "\" of " + plugin);
      return List.of();
    }
    return resource(plugin, value, inherited(all));
  }

  /// Returns what a table says to the resources in it.
  static Vscf.Hash inherited(Vscf.Hash all) {
    var parameters = new LinkedHashMap<String, Vscf>();
    all.values()
        .forEach(
            (key, value) -> {
              if (MEMBER_PARAMETERS.contains(key)) {
                parameters.put(key, value);
              }
            });
    return new Vscf.Hash(all.where(), parameters);
  }

  /// Returns the tiers of one resource as it stands in its plugin's table or in a datacenter.
  List<Tier> resource(String plugin, Vscf value, Vscf.Hash defaults) {
    if (!(value instanceof Vscf.Hash hash)) {
      return List.of(
          Tier.plain("", Vscf.texts(value), plugin.equals("static") ? Set.of() : checks(defaults)));
    }
    var tiers = new ArrayList<Tier>();
    var own = hash.over(defaults);
    var parameters = inherited(own);
    for (var family : List.of("addrs_v4", "addrs_v6")) {
      if (hash.find(family) instanceof Vscf.Hash table) {
        merge(tiers, family(plugin, table.over(parameters)), table.where());
      } else if (hash.find(family) instanceof Vscf.Array array) {
        merge(tiers, family(plugin, labelled(array).over(parameters)), array.where());
      }
    }
    if (!hash.values().containsKey("addrs_v4") && !hash.values().containsKey("addrs_v6")) {
      merge(tiers, family(plugin, own), own.where());
    }
    return tiers;
  }

  /// IPv4 and IPv6 of one tier stand at one name, so they must be told the same.
  private void merge(List<Tier> tiers, List<Tier> family, Vscf.Where where) {
    for (var i = 0; i < family.size(); i++) {
      if (i == tiers.size()) {
        tiers.add(family.get(i));
      } else {
        if (!tiers.get(i).asksTheSameAs(family.get(i))) {
          report.add(where, "IPv4 and IPv6 differ in more than addresses: those of IPv4 count");
        }
        tiers.set(i, tiers.get(i).with(family.get(i)));
      }
    }
  }

  /// Returns a list as a table whose keys are 1, 2, 3.
  static Vscf.Hash labelled(Vscf.Array array) {
    var labels = new LinkedHashMap<String, Vscf>();
    for (var i = 0; i < array.values().size(); i++) {
      labels.put(Integer.toString(i + 1), array.values().get(i));
    }
    return new Vscf.Hash(array.where(), labels);
  }

  /// Returns the tiers of the addresses of one family.
  List<Tier> family(String plugin, Vscf.Hash table) {
    var members = table.without(MEMBER_PARAMETERS);
    if (table.isTrue("ignore_health")) {
      report.add(
          table.where(), "ignore_health: an address that fails is left out of the answers here");
    }
    return switch (plugin) {
      case "simplefo" -> primaryAndSecondary(table);
      case "weighted" -> List.of(weighted(table, members));
      default ->
          List.of(
              new Tier(
                  "",
                  plain(
                      members.values().values().stream()
                          .flatMap(v -> Vscf.texts(v).stream())
                          .toList()),
                  checks(table),
                  "rotate",
                  "",
                  percent(table.text("up_thresh", DEFAULT_THRESHOLD))));
    };
  }

  private static List<Tier.Member> plain(List<String> addresses) {
    return addresses.stream().map(address -> new Tier.Member(address, 0, "")).toList();
  }

  private List<Tier> primaryAndSecondary(Vscf.Hash table) {
    var tiers = new ArrayList<Tier>();
    for (var role : List.of("primary", "secondary")) {
      tiers.add(Tier.plain(role, table.texts(role), checks(table)));
    }
    return tiers;
  }

  private Tier weighted(Vscf.Hash table, Vscf.Hash members) {
    var list = new ArrayList<Tier.Member>();
    var grouped = false;
    for (var entry : members.values().entrySet()) {
      if (entry.getValue() instanceof Vscf.Hash group) {
        grouped = true;
        group.values().values().forEach(value -> list.add(weighed(value, entry.getKey())));
      } else {
        list.add(weighed(entry.getValue(), ""));
      }
    }
    var multi = table.isTrue("multi");
    var groups = !grouped ? "" : multi ? "one-per-group" : "one-group";
    return new Tier(
        "",
        scaled(list, table.where()),
        checks(table),
        multi || grouped ? "weighted-multi" : "weighted",
        groups,
        "{ weight = " + table.text("up_thresh", DEFAULT_THRESHOLD) + " }");
  }

  /// Weights keep their proportions, but for the smallest.
  private List<Tier.Member> scaled(List<Tier.Member> members, Vscf.Where where) {
    var heaviest = members.stream().mapToLong(Tier.Member::weight).max().orElse(0);
    if (heaviest <= MOST_WEIGHT) {
      return members;
    }
    report.add(where, "weights above " + MOST_WEIGHT + " are scaled down");
    return members.stream()
        .map(
            member ->
                new Tier.Member(
                    member.address(),
                    (int) Math.max(1, member.weight() * MOST_WEIGHT / heaviest),
                    member.group()))
        .toList();
  }

  private static Tier.Member weighed(Vscf value, String group) {
    var texts = Vscf.texts(value);
    return new Tier.Member(
        texts.getFirst(), texts.size() < 2 ? 1 : Integer.parseInt(texts.get(1)), group);
  }

  /// Returns the service types that a table asks of its members.
  Set<String> checks(Vscf.Hash table) {
    return services.use(table.texts("service_types"), table.where());
  }

  private static String percent(String share) {
    return "\"" + Math.max(1, (int) Math.ceil(Double.parseDouble(share) * 100)) + "%\"";
  }
}
