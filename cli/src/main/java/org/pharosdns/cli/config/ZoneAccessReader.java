package org.pharosdns.cli.config;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pharosdns.dns.tsig.TsigKey;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.zone.steer.Address;
import org.pharosdns.zone.transfer.AccessList;
import org.pharosdns.zone.transfer.Network;
import org.pharosdns.zone.transfer.NotifyTarget;
import org.pharosdns.zone.update.NamePattern;
import org.pharosdns.zone.update.UpdatePolicy;

/// Reads who may copy or change a zone, and who is told of changes, in `[zone."NAME"]`.
final class ZoneAccessReader {
  private static final String KEY = "key:";
  private static final int DNS_PORT = 53;
  private static final Keys RULE_KEYS = new Keys(Set.of("key", "names", "types"), Map.of());

  private final Map<DnsName, @Nullable TsigKey> keys;

  /// @param keys by name; null for one that has problems of its own
  ZoneAccessReader(Map<DnsName, @Nullable TsigKey> keys) {
    this.keys = keys;
  }

  /// Returns what each entry says, by the name of the zone. Names that are none are somebody else's
  /// concern.
  Map<DnsName, ZoneAccess> readAll(TomlTable root) {
    var access = new LinkedHashMap<DnsName, ZoneAccess>();
    root.tables("zone")
        .forEach(
            (name, table) -> {
              try {
                var apex = DnsName.parse(name);
                if (access.put(apex, read(table, apex)) != null) {
                  table.add(table.place().error(apex + " has an entry already"));
                }
              } catch (IllegalArgumentException _) {
                // Reported where the files of zones are read.
              }
            });
    return access;
  }

  private ZoneAccess read(TomlTable table, DnsName apex) {
    var notify = table.list("notify", this::notifyTarget);
    var rules =
        table.elements(
            "update",
            text -> new UpdatePolicy.Rule(updateKey(text), List.of(), Set.of()),
            rule -> rule(rule, apex));
    return new ZoneAccess(
        transfer(table), new UpdatePolicy(rules), notify == null ? List.of() : notify);
  }

  private DnsName updateKey(String text) {
    if (!text.startsWith(KEY)) {
      throw new IllegalArgumentException(
          "\"" + text + "\" may not update: only keys may, write \"key:NAME\"");
    }
    return keyName(text);
  }

  /// Reads `{ key = "NAME", names = [...], types = [...] }`.
  private UpdatePolicy.@Nullable Rule rule(TomlTable table, DnsName apex) {
    table.allow(RULE_KEYS);
    if (!table.has("key")) {
      table.add(table.place().error("a rule needs a key: { key = \"NAME\", ... }"));
    }
    var key =
        table.parsed("key", "text", text -> keyName(text.startsWith(KEY) ? text : KEY + text));
    var names = table.list("names", text -> NamePattern.parse(text, apex));
    var types = table.list("types", Values::recordType);
    for (var list : List.of("names", "types")) {
      if (table.has(list) && table.isList(list) && table.listSize(list) == 0) {
        table.error(
            list,
            "nothing may be updated with " + list + " = []: name some, or leave it out for all");
      }
    }
    return key == null
        ? null
        : new UpdatePolicy.Rule(
            key, names == null ? List.of() : names, types == null ? Set.of() : Set.copyOf(types));
  }

  private AccessList transfer(TomlTable table) {
    var networks = new ArrayList<Network>();
    var names = new HashSet<DnsName>();
    table.list(
        "transfer",
        text -> {
          if (text.startsWith(KEY)) {
            names.add(keyName(text));
          } else {
            networks.add(network(text));
          }
          return text;
        });
    return new AccessList(networks, names);
  }

  private static Network network(String text) {
    try {
      return Network.parse(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          e.getMessage() + ": write \"192.0.2.53\", \"192.0.2.0/24\" or \"key:NAME\"", e);
    }
  }

  /// Returns the name of the key that `key:NAME` says, which must be there.
  private DnsName keyName(String text) {
    var name = DnsName.parse(text.substring(KEY.length()));
    if (!keys.containsKey(name)) {
      var known = keys.keySet().stream().map(each -> trimmed(each.toString())).toList();
      var nearest = Keys.nearest(trimmed(name.toString()), known);
      throw new IllegalArgumentException(
          "there is no [key."
              + trimmed(name.toString())
              + "]"
              + (nearest == null ? "" : " (did you mean \"key:" + nearest + "\"?)"));
    }
    return name;
  }

  private static String trimmed(String name) {
    return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
  }

  /// Reads `ADDRESS`, `ADDRESS:PORT`, each perhaps with ` key:NAME` behind it.
  private NotifyTarget notifyTarget(String text) {
    var words = text.strip().split("\\s+", -1);
    if (words.length > 2 || (words.length == 2 && !words[1].startsWith(KEY))) {
      throw new IllegalArgumentException(
          "\""
              + text
              + "\" is nobody to notify: write \"192.0.2.53\", \"192.0.2.53:5353\" or"
              + " \"[2001:db8::1]:53 key:NAME\"");
    }
    var key = words.length == 2 ? keys.get(keyName(words[1])) : null;
    return new NotifyTarget(socketAddress(words[0]), key);
  }

  private static InetSocketAddress socketAddress(String text) {
    var portBehindBracket = text.startsWith("[") && text.contains("]:");
    if (portBehindBracket || text.matches("[0-9.]+:\\d+")) {
      return ServerReader.socketAddress(text);
    }
    var bare =
        text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
    try {
      return new InetSocketAddress(
          InetAddress.getByAddress(Address.parse(bare).octets()), DNS_PORT);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("an address has 4 or 16 octets", e);
    }
  }
}
