package org.pharosdns.cli.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.zone.steer.Address;
import org.pharosdns.zone.steer.CheckRequirement;
import org.pharosdns.zone.steer.MemberSettings;
import org.pharosdns.zone.steer.Place;
import org.pharosdns.zone.steer.Target;
import org.pharosdns.zone.steer.Weight;

/// Reads `weights` and `member."ADDRESS"` of a name.
final class MemberReader {
  private static final Keys KEYS =
      new Keys(Set.of("target", "weight", "check"), Map.of("group", ""));
  private static final Pattern BRACKETED = Pattern.compile("\\[([^\\]]*)\\](?::(\\d{1,5}))?");
  private static final Pattern WITH_PORT = Pattern.compile("([^:]*):(\\d{1,5})");

  private final NameTable names;
  private final TomlTable name;
  private final CheckRequirementReader checks;
  private final Map<Address, MemberSettings> members = new LinkedHashMap<>();

  MemberReader(NameTable names, CheckRequirementReader checks) {
    this.names = names;
    this.checks = checks;
    name = names.own();
  }

  List<MemberSettings> read() {
    readWeights();
    name.tables("member").forEach(this::readMember);
    return new ArrayList<>(members.values());
  }

  private void readWeights() {
    var weights = name.table("weights");
    if (weights == null) {
      return;
    }
    names.note("weights", name.place("weights"));
    for (var key : weights.keys()) {
      var address = address(key, weights.place(key));
      var weight = weight(weights, key);
      if (address == null) {
        continue;
      }
      if (members.containsKey(address)) {
        weights.error(key, address + " has two weights");
      }
      members.put(address, new MemberSettings(address, weights.place(key), weight, null, null));
    }
  }

  private @Nullable Address address(String text, Place place) {
    try {
      return Address.parse(text);
    } catch (IllegalArgumentException e) {
      name.add(place.error(String.valueOf(e.getMessage())));
      return null;
    }
  }

  private @Nullable Weight weight(TomlTable table, String key) {
    if (!table.has(key)) {
      return null;
    }
    if (table.isText(key)) {
      return table.parsed(key, "text", MemberReader::weightWord);
    }
    if (isZero(table, key)) {
      return null;
    }
    var units = table.integer(key, 1, Weight.Share.MAX);
    return units == null ? null : new Weight.Share(units);
  }

  private static boolean isZero(TomlTable table, String key) {
    if (!table.isZero(key)) {
      return false;
    }
    table.error(
        key,
        "weight 0 is not clear: \"standby\" answers only when no weighted member is left, "
            + "\"off\" never answers");
    return true;
  }

  private static Weight weightWord(String word) {
    return switch (word) {
      case "standby" -> new Weight.Standby();
      case "off" -> new Weight.Off();
      default ->
          throw new IllegalArgumentException(
              "a weight is a number from 1 to 1000000, \"standby\" or \"off\", not \""
                  + word
                  + "\"");
    };
  }

  private void readMember(String text, TomlTable table) {
    var address = address(text, table.place());
    table.allow(KEYS);
    var weight = weight(table, "weight");
    var target = table.parsed("target", "text", MemberReader::target);
    var check = table.has("check") ? checks.read(table) : null;
    if (address == null) {
      return;
    }
    var listed = members.get(address);
    if (listed != null && table.has("weight")) {
      table.error("weight", address + " has a weight in weights already");
    }
    members.put(address, merge(address, table, listed, weight, target, check));
  }

  private static MemberSettings merge(
      Address address,
      TomlTable table,
      @Nullable MemberSettings listed,
      @Nullable Weight weight,
      @Nullable Target target,
      @Nullable CheckRequirement check) {
    var merged = listed == null ? weight : listed.weight();
    return new MemberSettings(address, table.place(), merged, target, check);
  }

  private static Target target(String text) {
    var bracketed = BRACKETED.matcher(text);
    if (bracketed.matches()) {
      return target(text, bracketed.group(1), bracketed.group(2), MemberReader::isAddress);
    }
    var withPort = WITH_PORT.matcher(text);
    if (withPort.matches()) {
      return target(text, withPort.group(1), withPort.group(2), MemberReader::isHost);
    }
    return target(text, text, null, MemberReader::isHost);
  }

  private static Target target(
      String text, String host, @Nullable String portText, Predicate<String> isLegal) {
    var port = portText == null ? 0 : Integer.parseInt(portText);
    if (!isLegal.test(host) || port > 65_535 || (portText != null && port == 0)) {
      throw new IllegalArgumentException(
          "\""
              + text
              + "\" is no target: write \"10.0.0.1\", \"10.0.0.1:8443\", \"[2001:db8::1]:8443\" or"
              + " a host name");
    }
    return new Target(host, port);
  }

  private static boolean isAddress(String host) {
    try {
      return Address.parse(host).type() == Address.AAAA;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /// Whether it is an address or a host name; digits and dots alone must be an address.
  private static boolean isHost(String host) {
    try {
      if (host.indexOf(':') >= 0 || host.matches("[0-9.]*")) {
        Address.parse(host);
      } else {
        DnsName.parse(host);
      }
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
