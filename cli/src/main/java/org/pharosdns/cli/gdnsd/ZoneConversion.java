package org.pharosdns.cli.gdnsd;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// One zone file of gdnsd as a standard one, its `DYNA` and `DYNC` as addresses with steering.
///
/// The line of such a record becomes the records of its first tier; those of the other tiers stand
/// at the end of the file, at names of their own.
final class ZoneConversion {
  private static final Pattern DYNAMIC =
      Pattern.compile(
          "^(\\S*)\\s+(?:(?:IN|(\\d+[A-Za-z0-9]*)(?:/\\d+[A-Za-z0-9]*)?)\\s+){0,2}DYN[AC]\\s+(\\S+).*",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern MINIMUM = Pattern.compile("\\d+[A-Za-z0-9]*/\\d+[A-Za-z0-9]*");
  private static final Pattern OWNED = Pattern.compile("^(\\S+)\\s.*");

  private final Path file;
  private final String zone;
  private final Resources resources;
  private final Report report;
  private final StringBuilder records = new StringBuilder();
  private final StringBuilder backups = new StringBuilder();
  private final StringBuilder steering = new StringBuilder();
  private final Set<String> checks = new LinkedHashSet<>();
  private final Set<String> used = new LinkedHashSet<>();
  private final List<OwnedTier> ownedTiers = new ArrayList<>();
  private String origin;
  private String owner;

  /// @param zone the absolute name of the zone, with its final dot
  ZoneConversion(Path file, String zone, Resources resources, Report report) {
    this.file = file;
    this.zone = zone;
    this.resources = resources;
    this.report = report;
    origin = zone;
    owner = zone;
  }

  void convert(List<String> lines) throws GdnsdException {
    for (var i = 0; i < lines.size(); i++) {
      convert(lines.get(i), new Vscf.Where(file, i + 1));
    }
    if (!backups.isEmpty()) {
      records.append("\n; the further tiers of names above\n").append(backups);
    }
  }

  private void convert(String original, Vscf.Where where) throws GdnsdException {
    var line = original.replace("@Z", zone).replace("@F", zone);
    var words = line.strip().split("\\s+", 3);
    var directive = words[0].toUpperCase(Locale.ROOT);
    if (directive.startsWith("$ADDR_LIMIT")) {
      report.add(where, directive + ": give a name answers = N in its steering");
      return;
    }
    if (directive.equals("$ORIGIN") && words.length > 1) {
      origin = absolute(words[1]);
    }
    var owned = OWNED.matcher(line);
    if (owned.matches() && line.charAt(0) != ';' && line.charAt(0) != '$') {
      owner = absolute(owned.group(1));
    }
    var dynamic = DYNAMIC.matcher(withoutComment(line));
    if (dynamic.matches()) {
      dynamic(dynamic.group(1), dynamic.group(2), dynamic.group(3), line, where);
    } else {
      records.append(line).append('\n');
    }
  }

  private static String withoutComment(String line) {
    var comment = line.indexOf(';');
    return comment < 0 ? line : line.substring(0, comment);
  }

  private String absolute(String name) {
    if (name.equals("@")) {
      return origin;
    }
    return name.endsWith(".") ? name : origin.equals(".") ? name + "." : name + "." + origin;
  }

  private void dynamic(
      String shown, @Nullable String ttl, String reference, String line, Vscf.Where where)
      throws GdnsdException {
    if (MINIMUM.matcher(line).find()) {
      report.add(where, "the lower TTL: here TTLs follow from failover_budget and min_ttl");
    }
    var answers = resources.answers(reference, where);
    var tiers = answers.tiers();
    if (answers.inOrder() == 0) {
      records.append("; not converted: ").append(line).append('\n');
      return;
    }
    reportFamilies(tiers, where);
    var names = names(tiers);
    own(reference, names, answers.datacenters());
    appendRecords(records, shown, ttl, tiers.getFirst(), where);
    for (var i = 1; i < tiers.size(); i++) {
      appendRecords(backups, names.get(i), ttl, tiers.get(i), where);
    }
    for (var i = 0; i < tiers.size(); i++) {
      steer(names, i, answers);
    }
  }

  private void own(String reference, List<String> names, List<String> datacenters) {
    var parts = reference.split("[!/]", -1);
    for (var i = 0; i < names.size() && parts.length > 1; i++) {
      ownedTiers.add(new OwnedTier(parts[0], parts[1], datacenters.get(i), names.get(i)));
    }
  }

  /// A name is steered for the types that it has itself; addresses of the other family in a later
  /// tier are never asked for.
  private void reportFamilies(List<Tier> tiers, Vscf.Where where) {
    var first = types(tiers.getFirst());
    for (var tier : tiers.subList(1, tiers.size())) {
      for (var type : types(tier)) {
        if (!first.contains("CNAME") && !type.equals("CNAME") && !first.contains(type)) {
          report.add(
              where,
              "%s of %s: the first tier has none, so none is answered"
                  .formatted(type, tier.name()));
        }
      }
    }
  }

  private static Set<String> types(Tier tier) {
    var types = new LinkedHashSet<String>();
    tier.members().forEach(member -> types.add(member.type()));
    return types;
  }

  /// The owners of the tiers: the name itself, then one for each further tier.
  private List<String> names(List<Tier> tiers) {
    var names = new ArrayList<String>();
    names.add(owner);
    for (var i = 1; i < tiers.size(); i++) {
      var label =
          (tiers.get(i).name().isEmpty() ? "tier" + (i + 1) : tiers.get(i).name())
              .replaceAll("[^A-Za-z0-9-]", "-");
      var first = owner.startsWith("*.") ? "any." + owner.substring(2) : owner;
      var name = owner.equals(zone) ? label + "." + zone : label + "-" + first;
      while (!used.add(name)) {
        name = "x" + name;
      }
      names.add(name);
    }
    return names;
  }

  private void appendRecords(
      StringBuilder out, String shown, @Nullable String ttl, Tier tier, Vscf.Where where) {
    var first = true;
    for (var member : oneAlias(tier, where)) {
      out.append(first ? shown : "")
          .append('\t')
          .append(ttl == null ? "" : ttl + "\t")
          .append(member.type())
          .append('\t')
          .append(member.address())
          .append('\n');
      first = false;
    }
  }

  /// A name has one CNAME at most.
  private List<Tier.Member> oneAlias(Tier tier, Vscf.Where where) {
    var heaviest = tier.members().getFirst();
    if (heaviest.isAddress() || tier.members().size() == 1) {
      return tier.members();
    }
    for (var member : tier.members()) {
      heaviest = member.weight() > heaviest.weight() ? member : heaviest;
    }
    report.add(where, "several CNAMEs at one name: only " + heaviest.address() + " was taken");
    return List.of(heaviest);
  }

  private void steer(List<String> names, int i, Answers answers) {
    var tier = answers.tiers().get(i);
    var alone = answers.tiers().size() == 1;
    if (!tier.isSteered() && (i > 0 || alone)) {
      return;
    }
    steering.append("\n[name.").append(Toml.key(relative(names.get(i)))).append("]\n");
    if (!tier.checks().isEmpty()) {
      checks.addAll(tier.checks());
      steering.append("check = [").append(quoted(tier.checks())).append("]\n");
    }
    var aliased = !tier.members().getFirst().isAddress();
    if (!aliased && !tier.select().equals("rotate")) {
      steering.append("select = \"").append(tier.select()).append("\"\n");
      if (!tier.groups().isEmpty()) {
        steering.append("groups = \"").append(tier.groups()).append("\"\n");
      }
    }
    if (!tier.minHealthy().isEmpty() && !aliased) {
      steering.append("min_healthy = ").append(tier.minHealthy()).append('\n');
      steering.append("on_low = \"").append(alone ? "open" : "next").append("\"\n");
    }
    if (i == 0 && answers.inOrder() > 1) {
      var backup = names.subList(1, answers.inOrder()).stream().map(this::relative).toList();
      steering.append("backup = [").append(quoted(backup)).append("]\n");
    }
    if (!aliased) {
      appendWeights(tier, names.get(i));
    }
    if (i == 0) {
      answers.rules().forEach(rule -> appendRule(rule, names));
    }
  }

  /// Nobody gets a datacenter that is not in the list for him.
  private void appendRule(Answers.Rule rule, List<String> names) {
    var tiers = rule.tiers().stream().map(tier -> relative(names.get(tier))).toList();
    steering.append("\n[[name.").append(Toml.key(relative(names.getFirst()))).append(".rule]]\n");
    if (!rule.subnets().isEmpty()) {
      steering.append("subnets = [").append(quoted(rule.subnets())).append("]\n");
    }
    if (!rule.places().isEmpty()) {
      steering.append("geo = [").append(quoted(rule.places())).append("]\n");
    }
    steering.append("tiers = [").append(quoted(tiers)).append("]\nfenced = true\n");
  }

  private void appendWeights(Tier tier, String name) {
    if (tier.members().stream().anyMatch(member -> member.weight() > 0)) {
      steering.append("[name.").append(Toml.key(relative(name))).append(".weights]\n");
      tier.members()
          .forEach(m -> steering.append("\"%s\" = %d\n".formatted(m.address(), m.weight())));
    }
    for (var member : tier.members()) {
      if (!member.group().isEmpty()) {
        steering.append(
            "[name.%s.member.\"%s\"]\ngroup = %s\n"
                .formatted(Toml.key(relative(name)), member.address(), Toml.text(member.group())));
      }
    }
  }

  private String relative(String name) {
    if (name.equals(zone)) {
      return "@";
    }
    var suffix = "." + zone;
    return name.endsWith(suffix) ? name.substring(0, name.length() - suffix.length()) : name;
  }

  private static String quoted(Iterable<String> words) {
    var quoted = new ArrayList<String>();
    words.forEach(word -> quoted.add(Toml.text(word)));
    return String.join(", ", quoted);
  }

  /// The standard zone file.
  String zoneFile() {
    return records.toString();
  }

  /// The steering file; empty when nothing is steered.
  String steeringFile(ServiceTypes services) {
    if (steering.isEmpty()) {
      return "";
    }
    var text = new StringBuilder();
    checks.forEach(check -> text.append(services.toml(check)).append('\n'));
    return text.append(steering.substring(1)).toString();
  }

  /// Where the tiers of resources stand.
  List<OwnedTier> ownedTiers() {
    return ownedTiers;
  }
}
