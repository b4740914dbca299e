package org.pharosdns.cli.gdnsd;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
  private final SteeringLines steering;
  private final TierNames names;
  private final List<OwnedName> ownedNames = new ArrayList<>();
  private String origin;
  private String owner;

  /// @param zone the absolute name of the zone, with its final dot
  ZoneConversion(
      Path file, String zone, Resources resources, ServiceTypes services, Report report) {
    this.file = file;
    this.zone = zone;
    this.resources = resources;
    this.report = report;
    steering = new SteeringLines(zone, services, report);
    names = new TierNames(zone);
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
    var answers = written(resources.answers(reference, where), where);
    var tiers = answers.tiers();
    if (answers.inOrder() == 0) {
      records.append("; not converted: ").append(line).append('\n');
      return;
    }
    reportFamilies(tiers, where);
    var owners = names.of(owner, tiers);
    records.append(tiers.getFirst().records(shown, ttl));
    for (var i = 1; i < tiers.size(); i++) {
      backups.append(tiers.get(i).records(owners.get(i), ttl));
    }
    own(reference, owners, answers, steering.add(owners, answers, where));
  }

  private Answers written(Answers answers, Vscf.Where where) {
    var tiers = answers.tiers().stream().map(tier -> tier.of(oneAlias(tier, where))).toList();
    return new Answers(tiers, answers.datacenters(), answers.inOrder(), answers.rules());
  }

  private void own(String reference, List<String> owners, Answers answers, boolean isSteered) {
    var parts = reference.split("[!/]", -1);
    if (parts.length < 2) {
      return;
    }
    var map = resources.map(parts[0], parts[1]);
    var tiers = new ArrayList<OwnedTier>();
    for (var i = 0; i < owners.size(); i++) {
      var datacenter = answers.datacenters().get(i);
      var tier = answers.tiers().get(i);
      tiers.add(new OwnedTier(parts[0], parts[1], map, datacenter, owners.get(i), tier));
    }
    ownedNames.add(new OwnedName(tiers, answers.orders(), isSteered));
  }

  /// A name is steered for the types that it has itself; addresses of the other family in a later
  /// tier are never asked for.
  private void reportFamilies(List<Tier> tiers, Vscf.Where where) {
    var first = tiers.getFirst().types();
    for (var tier : tiers.subList(1, tiers.size())) {
      for (var type : tier.types()) {
        if (!first.contains("CNAME") && !type.equals("CNAME") && !first.contains(type)) {
          report.add(
              where,
              "%s of %s: the first tier has none, so none is answered"
                  .formatted(type, tier.name()));
        }
      }
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

  /// The standard zone file.
  String zoneFile() {
    return records.toString();
  }

  /// The steering file; empty when nothing is steered.
  String steeringFile() {
    return steering.toml();
  }

  /// The names that resources answer.
  List<OwnedName> ownedNames() {
    return ownedNames;
  }
}
