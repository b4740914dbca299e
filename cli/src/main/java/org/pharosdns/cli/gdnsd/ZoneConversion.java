package org.pharosdns.cli.gdnsd;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// One zone file of gdnsd as a standard one, its `DYNA` and `DYNC` as addresses with steering.
///
/// The line of such a record becomes the records of its first tier; those of the other tiers stand
/// at the end of the file, at names of their own. Included files stand where they are included.
final class ZoneConversion {
  private static final Pattern DYNAMIC =
      Pattern.compile(
          "^(\\S*)\\s+(?:(?:IN|(\\d+[A-Za-z0-9]*)(?:/\\d+[A-Za-z0-9]*)?)\\s+){0,2}DYN[AC]\\s+(\\S+).*",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern MINIMUM = Pattern.compile("\\d+[A-Za-z0-9]*/\\d+[A-Za-z0-9]*");
  private static final Pattern OWNED = Pattern.compile("^(\\S+)\\s.*");
  private static final int MOST_INCLUDES = 10;

  private final String zone;
  private final String defaultTtl;
  private final Resources resources;
  private final SteeringLines steering;
  private final TierNames names;
  private final Report report;
  private final StringBuilder records = new StringBuilder();
  private final StringBuilder backups = new StringBuilder();
  private final List<OwnedName> ownedNames = new ArrayList<>();
  private String origin;
  private String owner;
  private String currentTtl;
  private String writtenOwner = "";
  private boolean hasTtl;
  private boolean needsTtl;
  private int depth;

  /// @param zone the absolute name of the zone, with its final dot
  /// @param defaultTtl that of records where the file has no `$TTL`
  ZoneConversion(
      String zone, String defaultTtl, Resources resources, ServiceTypes services, Report report) {
    this.zone = zone;
    this.defaultTtl = defaultTtl;
    this.resources = resources;
    this.report = report;
    names = new TierNames(zone);
    steering = new SteeringLines(zone, services, report);
    origin = zone;
    owner = zone;
    currentTtl = defaultTtl;
  }

  /// Converts a zone file.
  ///
  /// @throws GdnsdException when it cannot be read
  void convert(Path file) throws GdnsdException {
    try {
      convert(file, Files.readAllLines(file, ISO_8859_1));
    } catch (IOException e) {
      throw new GdnsdException(file + " cannot be read: " + e.getMessage());
    }
    if (!backups.isEmpty()) {
      records.append("\n; the further tiers of names above\n").append(backups);
    }
  }

  private void convert(Path file, List<String> lines) throws GdnsdException {
    var words = new ZoneWords(zone, origin);
    owner = zone;
    for (var i = 0; i < lines.size(); i++) {
      var where = new Vscf.Where(file, i + 1);
      var entry = new StringBuilder(words.next(lines.get(i)));
      while (!words.isBetweenEntries() && i + 1 < lines.size()) {
        entry.append('\n').append(words.next(lines.get(++i)));
      }
      var text = entry.toString();
      if (onOneLine(text).isBlank()) {
        records.append(text).append('\n');
      } else if (text.startsWith("$")) {
        directive(text, words, where);
      } else {
        entry(text, where);
      }
    }
  }

  private void directive(String line, ZoneWords names, Vscf.Where where) throws GdnsdException {
    var words = onOneLine(line).strip().split("\\s+");
    var directive = words[0].toUpperCase(Locale.ROOT);
    if (directive.startsWith("$ADDR_LIMIT")) {
      report.add(where, directive + ": give a name answers = N in its steering");
      return;
    }
    if (directive.equals("$INCLUDE") && words.length > 1) {
      include(line, words, names, where);
      return;
    }
    if (directive.equals("$ORIGIN") && words.length > 1) {
      origin = absolute(words[1]);
    } else if (directive.equals("$TTL") && words.length > 1) {
      currentTtl = words[1];
      hasTtl = true;
    }
    records.append(line).append('\n');
  }

  /// What the file holds stands in its place; what it says of origin and TTL ends with it.
  private void include(String line, String[] words, ZoneWords names, Vscf.Where where)
      throws GdnsdException {
    var file = where.file().resolveSibling(words[1].replaceAll("^\"|\"$", ""));
    List<String> lines;
    try {
      lines = Files.readAllLines(file, ISO_8859_1);
    } catch (IOException e) {
      leaveOut(line, where, "the file to include cannot be read: " + e.getMessage());
      return;
    }
    if (depth == MOST_INCLUDES) {
      leaveOut(line, where, "more than " + MOST_INCLUDES + " files include each other");
      return;
    }
    var outerOrigin = origin;
    var outerOwner = owner;
    var outerTtl = currentTtl;
    origin = words.length > 2 ? absolute(names.named(words[2])) : origin;
    needsTtl |= !hasTtl;
    records.append("$ORIGIN ").append(origin).append('\n');
    depth++;
    convert(file, lines);
    depth--;
    records.append("$ORIGIN ").append(outerOrigin).append('\n');
    if (!currentTtl.equals(outerTtl)) {
      records.append("$TTL ").append(outerTtl).append('\n');
    }
    origin = outerOrigin;
    owner = outerOwner;
    currentTtl = outerTtl;
  }

  private void leaveOut(String line, Vscf.Where where, String why) {
    report.add(where, why);
    records.append("; not converted: ").append(line).append('\n');
  }

  private void entry(String original, Vscf.Where where) throws GdnsdException {
    needsTtl |= !hasTtl;
    var owned = OWNED.matcher(onOneLine(original));
    if (owned.matches()) {
      owner = absolute(owned.group(1));
    }
    var text = owned.matches() || owner.equals(writtenOwner) ? original : owner + original;
    var line = onOneLine(text);
    var dynamic = DYNAMIC.matcher(line);
    if (dynamic.matches()) {
      dynamic(dynamic.group(1), dynamic.group(2), dynamic.group(3), line, where);
    } else {
      records.append(text).append('\n');
      writtenOwner = owner;
    }
  }

  /// Returns the words of an entry without comments, and without the parentheses that join lines:
  /// enough to tell a directive or a dynamic record, in which nothing stands in quotation marks.
  private static String onOneLine(String entry) {
    return entry.replaceAll(";[^\n]*", "").replaceAll("[()\n]", " ").stripTrailing();
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
    writtenOwner = owner;
    for (var i = 1; i < tiers.size(); i++) {
      backups.append(tiers.get(i).records(owners.get(i), ttl == null ? currentTtl : ttl));
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
    return (needsTtl ? "$TTL " + defaultTtl + "\n" : "") + records;
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
