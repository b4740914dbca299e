package org.pharosdns.cli.admin;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.pharosdns.cli.control.MemberStatus;
import org.pharosdns.health.verdict.Verdict;

/// The members of steered names as metrics.
record MemberMetrics(List<MemberStatus> members) {
  void addTo(Samples samples) {
    var answerable = samples.gauge("member_answerable", "Whether the address may be in answers.");
    var forced = samples.gauge("member_forced", "Addresses that an operator holds in a state.");
    var exposed =
        samples.gauge(
            "member_exposed_seconds", "How long caches may still hand out an address left out.");
    for (var member : members) {
      answerable.add(member.ttl() == null ? 0 : 1, labels(member));
      var time = member.exposedUntil();
      if (member.ttl() == null) {
        exposed.add(time == null ? 0 : time.toMillis() / 1e3, labels(member));
      }
      var state = member.forced();
      if (state != null) {
        forced.add(1, labels(member, "state", lower(state)));
      }
    }
    addSums(samples);
  }

  private void addSums(Samples samples) {
    var byName = new LinkedHashMap<SteeredName, Sum>();
    members.forEach(
        member -> byName.computeIfAbsent(SteeredName.of(member), _ -> new Sum()).add(member));
    var states = samples.gauge("members", "Addresses of a steered name by verdict.");
    var answerable = samples.gauge("name_members_answerable", "Addresses that may be in answers.");
    byName.forEach(
        (name, sum) -> {
          for (var verdict : Verdict.values()) {
            states.add(
                sum.verdicts.getOrDefault(verdict, 0),
                "name",
                name.name(),
                "type",
                name.type(),
                "verdict",
                lower(verdict));
          }
          answerable.add(sum.answerable, "name", name.name(), "type", name.type());
        });
  }

  private static final class Sum {
    private final Map<Verdict, Integer> verdicts = new EnumMap<>(Verdict.class);
    private int answerable;

    void add(MemberStatus member) {
      verdicts.merge(member.verdict(), 1, Integer::sum);
      answerable += member.ttl() == null ? 0 : 1;
    }
  }

  private static String[] labels(MemberStatus member, String... more) {
    var labels =
        new ArrayList<>(
            List.of("name", member.name(), "type", member.type(), "address", member.address()));
    labels.addAll(List.of(more));
    return labels.toArray(String[]::new);
  }

  private static String lower(Enum<?> word) {
    return word.name().toLowerCase(Locale.ROOT);
  }
}
