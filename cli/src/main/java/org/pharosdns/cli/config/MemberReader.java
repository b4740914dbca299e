package org.pharosdns.cli.config;

import java.util.ArrayList;
import java.util.HashSet;
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
import org.pharosdns.zone.steer.Endpoint;
import org.pharosdns.zone.steer.HostName;
import org.pharosdns.zone.steer.MemberSettings;
import org.pharosdns.zone.steer.Place;
import org.pharosdns.zone.steer.Target;
import org.pharosdns.zone.steer.Weight;

/// Reads `weights` and `member."ADDRESS"` of a name.
final class MemberReader {
  private static final Keys KEYS = new Keys(Set.of("target", "weight", "check", "group"), Map.of());
  private static final Pattern BRACKETED = Pattern.compile("\\[([^\\]]*)\\](?::(\\d{1,5}))?");
  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*\\.?");
  private static final Pattern WITH_PORT = Pattern.compile("([^:]*):(\\d{1,5})");

  private final NameTable names;
  private final TomlTable name;
  private final CheckRequirementReader checks;
  private final Map<Endpoint, MemberSettings> members = new LinkedHashMap<>();
  private final Set<Endpoint> described = new HashSet<>();

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
      members.put(
          address, new MemberSettings(address, weights.place(key), weight, null, null, null));
    }
  }

  /// An address, or the target of a CNAME, relative to the zone as in its file.
  private @Nullable Endpoint address(String text, Place place) {
    try {
      return text.indexOf(':') >= 0 || text.matches("[0-9.]*")
          ? Address.parse(text)
          : new HostName(names.owner(text));
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
    var group = table.parsed("group", "text in quotes", MemberReader::group);
    var check = table.has("check") ? checks.read(table) : null;
    if (address == null) {
      return;
    }
    var listed = members.get(address);
    if (listed != null && table.has("weight")) {
      table.error("weight", address + " has a weight in weights already");
    }
    if (!described.add(address)) {
      table.add(table.place().error(address + " has a table already"));
    }
    members.put(address, merge(address, table, listed, weight, target, check, group));
  }

  private static String group(String text) {
    if (text.isBlank()) {
      throw new IllegalArgumentException("a group needs a name");
    }
    return text;
  }

  private static MemberSettings merge(
      Endpoint address,
      TomlTable table,
      @Nullable MemberSettings listed,
      @Nullable Weight weight,
      @Nullable Target target,
      @Nullable CheckRequirement check,
      @Nullable String group) {
    var merged = listed == null ? weight : listed.weight();
    return new MemberSettings(address, table.place(), merged, target, check, group);
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
        return HOST.matcher(host).matches();
      }
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
