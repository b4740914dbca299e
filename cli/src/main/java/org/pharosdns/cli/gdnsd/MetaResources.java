package org.pharosdns.cli.gdnsd;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What the resources of the plugins metafo and geoip answer: a tier per datacenter, or several
/// where that of the datacenter has several.
final class MetaResources {
  private static final String GEOIP = "geoip";
  private static final int DEEPEST = 10;

  private final Vscf.Hash plugins;
  private final Resources resources;
  private final Path geoFolder;
  private final Report report;
  private final Map<String, GeoMap> maps = new LinkedHashMap<>();
  private final Set<Path> databases = new LinkedHashSet<>();
  private int depth;

  /// @param resources of the plugins that a datacenter may refer to
  /// @param geoFolder where the files of geoip are
  MetaResources(Vscf.Hash plugins, Resources resources, Path geoFolder, Report report) {
    this.plugins = plugins;
    this.resources = resources;
    this.geoFolder = geoFolder;
    this.report = report;
  }

  /// Returns the databases of places that rules need.
  Set<Path> databases() {
    return databases;
  }

  /// Returns what a resource answers.
  ///
  /// @param datacenter the only one that counts; empty for all
  Answers answers(String plugin, String resource, String datacenter, Vscf.Where from)
      throws GdnsdException {
    var all = plugins.table(plugin);
    if (!(all.table("resources").find(resource) instanceof Vscf.Hash own)) {
      report.add(from, "there is no resource \"" + resource + "\" of " + plugin);
      return Answers.NONE;
    }
    if (depth == DEEPEST) {
      report.add(from, "more than " + DEEPEST + " resources lead to each other");
      return Answers.NONE;
    }
    depth++;
    try {
      var table = own.over(Resources.inherited(all));
      return new Orders(table, resource).answers(plugin, all, datacenter);
    } finally {
      depth--;
    }
  }

  private GeoMap map(Vscf.Hash geoip, String name) throws GdnsdException {
    var known = maps.get(name);
    if (known == null) {
      known = GeoMap.read(geoip.table("maps").table(name), geoFolder, report);
      maps.put(name, known);
    }
    return known;
  }

  /// One resource: its datacenters become tiers when an order first needs them.
  private final class Orders {
    private final Vscf.Hash table;
    private final String resource;
    private final List<Tier> tiers = new ArrayList<>();
    private final List<String> datacenters = new ArrayList<>();
    private final Map<String, List<Integer>> places = new LinkedHashMap<>();

    Orders(Vscf.Hash table, String resource) {
      this.table = table;
      this.resource = resource;
    }

    Answers answers(String plugin, Vscf.Hash all, String datacenter) throws GdnsdException {
      if (!datacenter.isEmpty()) {
        tiersOf(List.of(datacenter));
        return new Answers(tiers, datacenters, tiers.size(), List.of());
      }
      if (!plugin.equals(GEOIP)) {
        tiersOf(effective(table.texts("datacenters")));
        return new Answers(tiers, datacenters, tiers.size(), List.of());
      }
      var map = map(all, table.text("map", ""));
      tiersOf(effective(defined(map.order())));
      var inOrder = tiers.size();
      var rules = new ArrayList<Answers.Rule>();
      for (var list : map.clients().entrySet()) {
        var order = tiersOf(effective(defined(list.getKey())));
        if (order.isEmpty()) {
          report.add(
              table.where(), "none of " + String.join(", ", list.getKey()) + " is defined here");
        } else {
          var clients = list.getValue();
          rules.add(new Answers.Rule(clients.subnets(), clients.places(), order));
          note(map, clients);
        }
      }
      return new Answers(tiers, datacenters, inOrder, rules);
    }

    private void note(GeoMap map, GeoMap.Clients clients) {
      var database = map.database();
      if (database != null && !clients.places().isEmpty()) {
        databases.add(database);
      }
    }

    private List<String> defined(List<String> order) {
      var defined = table.table("dcmap").values();
      return order.stream().filter(defined::containsKey).toList();
    }

    private List<String> effective(List<String> order) {
      return table.isTrue("skip_first") && order.size() > 1
          ? order.subList(1, order.size())
          : order;
    }

    /// Returns the indexes of the tiers of these datacenters, in order.
    private List<Integer> tiersOf(List<String> names) throws GdnsdException {
      var indexes = new ArrayList<Integer>();
      for (var name : names) {
        var known = places.get(name);
        if (known == null) {
          known = add(name);
          places.put(name, known);
        }
        indexes.addAll(known);
      }
      return indexes;
    }

    private List<Integer> add(String name) throws GdnsdException {
      var indexes = new ArrayList<Integer>();
      var map = table.table("dcmap");
      var value = map.find(name);
      if (value == null) {
        report.add(map.where(), "there is no datacenter \"" + name + "\" of " + resource);
        return indexes;
      }
      for (var tier : datacenter(name, value, Resources.inherited(table))) {
        indexes.add(tiers.size());
        tiers.add(tier);
        datacenters.add(name);
      }
      return indexes;
    }
  }

  private List<Tier> datacenter(String name, Vscf value, Vscf.Hash defaults) throws GdnsdException {
    var plugin = defaults.text("plugin", "multifo");
    List<Tier> tiers;
    if (value instanceof Vscf.Scalar scalar && scalar.text().matches("%?[^!]*!.*")) {
      var reference =
          scalar.text().startsWith("!") ? plugin + scalar.text() : scalar.text().substring(1);
      tiers = referred(reference, scalar.where());
    } else if (value instanceof Vscf.Hash hash) {
      tiers = resources.resource(hash.text("plugin", plugin), hash, defaults);
    } else if (value instanceof Vscf.Array array) {
      tiers = resources.family("multifo", Resources.labelled(array).over(defaults));
    } else {
      tiers = List.of(Tier.plain(name, Vscf.texts(value), resources.checks(defaults)));
    }
    return tiers.stream()
        .map(
            tier ->
                tier.named(
                    tier.name().isEmpty() || tier.name().equals(name)
                        ? name
                        : name + "-" + tier.name()))
        .toList();
  }

  private List<Tier> referred(String reference, Vscf.Where from) throws GdnsdException {
    var answers = resources.answers(reference, from);
    if (!answers.rules().isEmpty()) {
      report.add(from, reference + " within another resource: everybody gets the order of its map");
    }
    return answers.byDefault();
  }
}
