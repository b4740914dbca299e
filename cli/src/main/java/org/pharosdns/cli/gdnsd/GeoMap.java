package org.pharosdns.cli.gdnsd;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// One map of the geoip plugin: which clients get which datacenters, in order.
///
/// ```
/// map  => { EU => { default => [ a, b ], DE => [ b, a ] } }     nets => { 10.0.0.0/8 => b }
///           geo = ["EU"]         │        │                                 │
///                 clients of a, b┘        └── clients of b, a               └── clients of b
/// ```
final class GeoMap {
  private static final Set<String> CONTINENTS = Set.of("AF", "AN", "AS", "EU", "NA", "OC", "SA");
  private static final Set<String> COUNTRIES = countries();
  private static final String DEFAULT = "default";

  /// Who gets one list.
  record Clients(List<String> subnets, List<String> places) {}

  private final Vscf.Hash map;
  private final Path folder;
  private final Report report;
  private final Map<List<String>, Clients> clients = new LinkedHashMap<>();
  private final Set<String> networks = new TreeSet<>();
  private List<String> order;

  /// @param folder where databases and files of networks are
  private GeoMap(Vscf.Hash map, Path folder, Report report) {
    this.map = map;
    this.folder = folder;
    this.report = report;
    order = map.texts("datacenters");
  }

  private static Set<String> countries() {
    var countries = new TreeSet<>(Arrays.asList(Locale.getISOCountries()));
    countries.add("XK");
    return countries;
  }

  /// Reads a map; what cannot be said is reported.
  ///
  /// @throws GdnsdException when its file of networks cannot be read
  static GeoMap read(Vscf.Hash map, Path folder, Report report) throws GdnsdException {
    var read = new GeoMap(map, folder, report);
    read.options();
    read.places();
    read.nets();
    return read;
  }

  /// Returns the datacenters for those whom nothing else is said of.
  List<String> order() {
    return order;
  }

  /// Returns who gets which other list.
  Map<List<String>, Clients> clients() {
    return clients;
  }

  /// Returns the database of places, or null when none is used.
  @Nullable Path database() {
    var name = map.text("geoip2_db", "");
    return name.isEmpty() ? null : folder.resolve(name);
  }

  private void options() {
    if (map.isTrue("ignore_ecs")) {
      report.add(
          map.at("ignore_ecs"), "ignore_ecs: the client subnet of a question counts here always");
    }
    if (map.find("auto_dc_coords") instanceof Vscf.Hash coordinates) {
      report.add(
          coordinates.where(),
          "auto_dc_coords: distances are not known here; write [[name.OWNER.rule]] with geo for"
              + " those who should not get the order "
              + String.join(", ", order));
    }
  }

  private void places() {
    var places = map.table("map");
    if (places.values().isEmpty()) {
      return;
    }
    var stated = places.find(DEFAULT);
    if (stated != null) {
      if (isAuto(stated)) {
        report.add(stated.where(), "\"auto\": everybody gets " + String.join(", ", order));
      } else if (Vscf.texts(stated).isEmpty()) {
        report.add(stated.where(), "an empty list by default: here somebody must answer");
      } else {
        order = Vscf.texts(stated);
      }
    }
    var file = database();
    if (file == null || !Files.isReadable(file)) {
      var missing = file == null ? "no geoip2_db is named" : "there is no file " + file;
      report.add(places.where(), "the places of this map: " + missing);
      return;
    }
    places.without(List.of(DEFAULT)).values().forEach(this::continent);
  }

  private void continent(String code, Vscf value) {
    if (!CONTINENTS.contains(code)) {
      report.add(value.where(), "\"" + code + "\" is no continent");
    } else if (value instanceof Vscf.Hash hash) {
      hash.values()
          .forEach(
              (key, inner) -> {
                if (key.equals(DEFAULT)) {
                  place(code, inner);
                } else {
                  country(key, inner);
                }
              });
    } else {
      place(code, value);
    }
  }

  private void country(String code, Vscf value) {
    if (!COUNTRIES.contains(code)) {
      report.add(value.where(), "\"" + code + "\" is no country");
      return;
    }
    var shown = CONTINENTS.contains(code) ? "country:" + code : code;
    if (!(value instanceof Vscf.Hash hash)) {
      place(shown, value);
      return;
    }
    hash.values()
        .forEach(
            (key, inner) -> {
              if (key.equals(DEFAULT)) {
                place(shown, inner);
              } else {
                report.add(
                    inner.where(),
                    "\"%s\" in %s: places are continents and countries here".formatted(key, code));
              }
            });
  }

  private void place(String code, Vscf value) {
    if (isAuto(value)) {
      report.add(value.where(), "\"auto\" for " + code + ": distances are not known here");
    } else if (isAnyone(value, code)) {
      of(value).places.add(code);
    }
  }

  private static boolean isAuto(Vscf value) {
    return value instanceof Vscf.Scalar scalar && scalar.text().equals("auto");
  }

  private boolean isAnyone(Vscf value, String whom) {
    if (Vscf.texts(value).isEmpty()) {
      report.add(
          value.where(), "no datacenter for " + whom + ": here they get what all others get");
    }
    return !Vscf.texts(value).isEmpty();
  }

  private Clients of(Vscf list) {
    return clients.computeIfAbsent(
        Vscf.texts(list), any -> new Clients(new ArrayList<>(), new ArrayList<>()));
  }

  private void nets() throws GdnsdException {
    var stated = map.find("nets");
    var nets =
        stated instanceof Vscf.Scalar name
            ? VscfReader.read(folder.resolve(name.text()))
            : map.table("nets");
    for (var net : nets.values().entrySet()) {
      net(net.getKey(), net.getValue());
    }
    if (!networks.isEmpty() && clients.values().stream().anyMatch(c -> !c.places.isEmpty())) {
      report.add(
          nets.where(),
          "nets beside places: a smaller network of the database goes before a net here");
    }
  }

  private void net(String text, Vscf value) {
    try {
      var network = Network.of(text);
      if (!networks.add(network)) {
        report.add(value.where(), text + " stands here twice: the first one counts");
      } else if (isAnyone(value, text)) {
        of(value).subnets.add(network);
      }
    } catch (IllegalArgumentException e) {
      report.add(value.where(), String.valueOf(e.getMessage()));
    }
  }
}
