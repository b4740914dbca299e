package org.pharosdns.cli.config;

import static java.util.Objects.requireNonNullElse;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.zone.steer.ClientRule;
import org.pharosdns.zone.steer.Prefix;

/// Reads every `[[name.OWNER.rule]]` of a name.
record RuleReader(NameTable name) {
  private static final Keys KEYS = new Keys(Set.of("subnets", "geo", "tiers", "fenced"), Map.of());
  private static final List<DnsName> NO_TIERS = List.of();
  private static final Set<String> CONTINENTS = Set.of("AF", "AN", "AS", "EU", "NA", "OC", "SA");
  private static final Set<String> COUNTRIES = countries();

  private static Set<String> countries() {
    var countries = new TreeSet<>(Arrays.asList(Locale.getISOCountries()));
    countries.add("XK"); // Kosovo, which the databases know by this code
    return countries;
  }

  List<ClientRule> readAll() {
    var rules = new ArrayList<ClientRule>();
    for (var table : name.own().tableList("rule")) {
      rules.add(read(table, "rule." + rules.size()));
    }
    return rules;
  }

  private ClientRule read(TomlTable table, String key) {
    table.allow(KEYS);
    name.note(key, table.place());
    for (var whom : List.of("subnets", "geo")) {
      for (var i = 0; i < table.listSize(whom); i++) {
        name.note(key + "." + whom + "." + i, table.place(whom, Integer.toString(i)));
      }
    }
    var subnets = table.list("subnets", Prefix::parse);
    var regions = table.list("geo", RuleReader::region);
    if (table.listSize("subnets") + table.listSize("geo") == 0
        && !wrongType(table, "subnets")
        && !wrongType(table, "geo")) {
      table.add(table.place().error("a rule needs subnets or geo: whom is it for?"));
    }
    var tiers = name.owners(table, "tiers", key + ".tiers");
    if (table.listSize("tiers") == 0 && !wrongType(table, "tiers")) {
      table.add(table.place().error("a rule needs tiers: who is to answer?"));
    }
    return new ClientRule(
        requireNonNullElse(subnets, List.of()),
        requireNonNullElse(regions, List.of()),
        requireNonNullElse(tiers, NO_TIERS),
        requireNonNullElse(table.flag("fenced"), false));
  }

  /// Something that is no list has been reported as such.
  private static boolean wrongType(TomlTable table, String key) {
    return table.has(key) && !table.isList(key);
  }

  /// Returns `continent:EU` or `country:DE`. Four codes mean both; alone they are the continent.
  private static String region(String text) {
    var isMarked = text.startsWith("country:");
    var code = isMarked ? text.substring("country:".length()) : text;
    if (!isMarked && CONTINENTS.contains(code)) {
      return "continent:" + code;
    }
    if (COUNTRIES.contains(code)) {
      return "country:" + code;
    }
    var upper = code.toUpperCase(Locale.ROOT);
    var hint =
        CONTINENTS.contains(upper) || COUNTRIES.contains(upper)
            ? " (did you mean \"" + upper + "\"?)"
            : "";
    throw new IllegalArgumentException(
        "\"" + text + "\" is no continent or ISO 3166 country, such as \"EU\" or \"DE\"" + hint);
  }
}
