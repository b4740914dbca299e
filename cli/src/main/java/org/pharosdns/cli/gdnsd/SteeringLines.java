package org.pharosdns.cli.gdnsd;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// The steering file of one zone, as it grows name by name.
final class SteeringLines {
  private final String zone;
  private final ServiceTypes services;
  private final Report report;
  private final StringBuilder text = new StringBuilder();
  private final Set<String> checks = new LinkedHashSet<>();

  /// @param zone absolute, with its final dot
  SteeringLines(String zone, ServiceTypes services, Report report) {
    this.zone = zone;
    this.services = services;
    this.report = report;
  }

  /// Adds what is to be said of a name and of its further tiers; returns whether that is
  /// anything.
  ///
  /// @param names the owners of the tiers
  boolean add(List<String> names, Answers answers, Vscf.Where where) {
    var before = text.length();
    for (var i = 0; i < answers.tiers().size(); i++) {
      add(names, i, answers, where);
    }
    return text.length() > before;
  }

  /// Returns the file; empty when nothing is steered.
  String toml() {
    if (text.isEmpty()) {
      return "";
    }
    var file = new StringBuilder();
    checks.forEach(check -> file.append(services.toml(check)).append('\n'));
    return file.append(text.substring(1)).toString();
  }

  private void add(List<String> names, int i, Answers answers, Vscf.Where where) {
    var tier = answers.tiers().get(i);
    var alone = answers.tiers().size() == 1;
    var asked = asked(tier, where);
    var aliased = tier.isAlias();
    var isSteered = !asked.isEmpty() || (!aliased && !tier.select().equals("rotate"));
    if (!isSteered && (i > 0 || alone)) {
      return;
    }
    text.append("\n[name.").append(Toml.key(relative(names.get(i)))).append("]\n");
    if (!asked.isEmpty()) {
      checks.addAll(asked);
      text.append("check = [").append(quoted(asked)).append("]\n");
    }
    if (!aliased && !tier.select().equals("rotate")) {
      text.append("select = \"").append(tier.select()).append("\"\n");
      if (!tier.groups().isEmpty()) {
        text.append("groups = \"").append(tier.groups()).append("\"\n");
      }
    }
    if (!tier.minHealthy().isEmpty() && !aliased) {
      text.append("min_healthy = ").append(tier.minHealthy()).append('\n');
      text.append("on_low = \"").append(alone ? "open" : "next").append("\"\n");
    }
    if (i == 0 && answers.inOrder() > 1) {
      var backup = names.subList(1, answers.inOrder()).stream().map(this::relative).toList();
      text.append("backup = [").append(quoted(backup)).append("]\n");
    }
    if (!aliased) {
      appendWeights(tier, names.get(i));
    }
    if (i == 0) {
      answers.rules().forEach(rule -> appendRule(rule, names));
    }
  }

  /// A feed tells verdicts on addresses alone.
  private Set<String> asked(Tier tier, Vscf.Where where) {
    var asked = new LinkedHashSet<>(tier.checks());
    if (tier.isAlias() && asked.removeIf(services::isFile)) {
      report.add(
          where,
          "extfile for the CNAME %s: a feed takes addresses alone, so it counts as up"
              .formatted(tier.members().getFirst().address()));
    }
    return asked;
  }

  /// Nobody gets a datacenter that is not in the list for him.
  private void appendRule(Answers.Rule rule, List<String> names) {
    var tiers = rule.tiers().stream().map(tier -> relative(names.get(tier))).toList();
    text.append("\n[[name.").append(Toml.key(relative(names.getFirst()))).append(".rule]]\n");
    if (!rule.subnets().isEmpty()) {
      text.append("subnets = [").append(quoted(rule.subnets())).append("]\n");
    }
    if (!rule.places().isEmpty()) {
      text.append("geo = [").append(quoted(rule.places())).append("]\n");
    }
    text.append("tiers = [").append(quoted(tiers)).append("]\nfenced = true\n");
  }

  private void appendWeights(Tier tier, String name) {
    if (tier.members().stream().anyMatch(member -> member.weight() > 0)) {
      text.append("[name.").append(Toml.key(relative(name))).append(".weights]\n");
      tier.members().forEach(m -> text.append("\"%s\" = %d\n".formatted(m.address(), m.weight())));
    }
    for (var member : tier.members()) {
      if (!member.group().isEmpty()) {
        text.append(
            "[name.%s.member.\"%s\"]\ngroup = %s\n"
                .formatted(Toml.key(relative(name)), member.address(), Toml.text(member.group())));
      }
    }
  }

  private String relative(String name) {
    if (name.equals(zone)) {
      return "@";
    }
    var suffix = zone.equals(".") ? zone : "." + zone;
    return name.endsWith(suffix) ? name.substring(0, name.length() - suffix.length()) : name;
  }

  private static String quoted(Iterable<String> words) {
    var quoted = new ArrayList<String>();
    words.forEach(word -> quoted.add(Toml.text(word)));
    return String.join(", ", quoted);
  }
}
