package org.pharosdns.zone.steer;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.dns.wire.RecordType;
import org.pharosdns.zone.model.Problem;
import org.pharosdns.zone.model.ProblemTally;
import org.pharosdns.zone.model.RRset;

/// Holds a steering file against the records of its zone.
///
/// Both may have been read in part only, because something else in them is wrong. What follows from
/// the part that is missing is no problem of its own and is not told.
public final class SteeringValidator {
  private final ZoneSteering steering;
  private final ZoneRecords records;
  private final Delegations delegations;
  private final TierLoops loops;
  private final ProblemTally problems;

  private SteeringValidator(ZoneSteering steering, ZoneRecords records) {
    this.steering = steering;
    this.records = records;
    problems = new ProblemTally(steering.file());
    delegations = new Delegations(records, steering.apex());
    loops = new TierLoops(steering, records);
  }

  /// Returns every error and warning, budgets included, by steered name in the order of the file.
  public static List<Problem> validate(ZoneSteering steering, ZoneRecords records) {
    if (steering.names().isEmpty()) {
      return List.of();
    }
    var validator = new SteeringValidator(steering, records);
    steering.names().forEach(validator::validate);
    return validator.problems.list();
  }

  private void validate(SteeredName name) {
    if (!validatePlace(name)) {
      return;
    }
    var isWhole = steering.isWhole(name.owner());
    var hasAll = records.isWhole(name.owner());
    if (hasAll && (isWhole || !records.exists(name.owner()))) {
      problems.addAll(TypesCheck.problems(name, records, steering.apex()));
    }
    var addresses = addresses(name);
    if (hasAll && !addresses.isEmpty()) {
      validateListed(name, addresses);
    }
    if (isWhole && !addresses.isEmpty()) {
      validateUnlisted(name, addresses);
      problems.addAll(GroupRules.problems(name, addresses, shown(name.owner())));
    }
    if (isWhole && hasAll) {
      validateOff(name);
    }
    problems.addAll(TierValidator.problems(steering, records, delegations, loops, name));
    validateSize(name);
    if (!addresses.isEmpty() && isKnown(name.owner()) && areKnown(name.otherTiers())) {
      validateBudgets(name);
    }
  }

  private boolean areKnown(List<DnsName> tiers) {
    return tiers.stream().allMatch(this::isKnown);
  }

  private boolean isKnown(DnsName owner) {
    return steering.isWhole(owner) && records.isWhole(owner);
  }

  private Set<Endpoint> addresses(SteeredName name) {
    var addresses = new LinkedHashSet<Endpoint>();
    for (int type : SteeredTypes.MEMBERS) {
      var rrset = name.steers(type) ? records.find(name.owner(), type) : null;
      if (rrset != null) {
        rrset.rdata().forEach(rdata -> addresses.add(Endpoint.of(type, rdata)));
      }
    }
    return addresses;
  }

  private boolean validatePlace(SteeredName name) {
    var place = name.places().table();
    if (!name.owner().isAtOrBelow(steering.apex())) {
      problems.add(place.error(name.owner() + " is not in the zone " + steering.apex()));
      return false;
    }
    var cut = delegations.cutAbove(name.owner());
    if (cut != null) {
      problems.add(
          place
              .error(name.owner() + " is glue below the zone cut " + cut + ", which is not steered")
              .withHint("the zone " + cut + " must steer it"));
      return false;
    }
    var nameserver = delegations.nameserver(name.owner());
    if (nameserver != null) {
      var answers =
          nameserver.host().equals(name.owner())
              ? " is"
              : " answers for " + nameserver.host() + ",";
      problems.add(
          place.error(
              name.owner()
                  + answers
                  + " a nameserver of "
                  + nameserver.zone()
                  + "; such names cannot be steered"));
      return false;
    }
    return true;
  }

  private void validateListed(SteeredName name, Set<Endpoint> addresses) {
    for (var member : name.members()) {
      if (!addresses.contains(member.address())) {
        problems.add(
            member
                .place()
                .error(notThere(member.address(), name))
                .withHint("the zone file has " + joined(addresses)));
      }
    }
  }

  private void validateUnlisted(SteeredName name, Set<Endpoint> addresses) {
    if (!name.unlistedAllowed()) {
      addresses.stream()
          .filter(address -> name.settings(address) == null)
          .map(a -> name.places().of("unlisted").error(unlisted(name, a)))
          .forEach(problems::add);
    }
  }

  /// A type that is off never has an answer of its own, whatever its members do.
  private void validateOff(SteeredName name) {
    var types = SteeredTypes.own(name, records);
    var off = types.stream().filter(type -> isOff(name, type)).toList();
    var place = name.places().of("weights");
    if (!off.isEmpty() && off.size() == types.size()) {
      problems.add(place.error("every member of " + shown(name.owner()) + " is off"));
    } else {
      off.forEach(
          type ->
              problems.add(
                  place
                      .warning(
                          "every %s member of %s is off"
                              .formatted(RecordType.mnemonic(type), shown(name.owner())))
                      .withHint(
                          "without a tier that has the type it is exhausted for good: take such"
                              + " records out of the zone file")));
    }
  }

  private boolean isOff(SteeredName name, int type) {
    var rrset = records.find(name.owner(), type);
    return rrset != null
        && rrset.rdata().stream()
            .allMatch(rdata -> name.weight(Endpoint.of(type, rdata)) instanceof Weight.Off);
  }

  private String notThere(Endpoint address, SteeredName name) {
    var word =
        switch (address) {
          case Address any -> " is not an address of ";
          case HostName any -> " is not the target of ";
        };
    return address + word + shown(name.owner());
  }

  private String unlisted(SteeredName name, Endpoint address) {
    return address
        + " of "
        + shown(name.owner())
        + " is in the zone file but in no weights or member";
  }

  private void validateSize(SteeredName name) {
    for (var rrset : tiers(name)) {
      if (rrset.rdata().size() > Choice.MOST_RECORDS) {
        problems.add(
            name.places()
                .table()
                .error(
                    shown(rrset.owner())
                        + " has "
                        + rrset.rdata().size()
                        + " addresses of one type; at most "
                        + Choice.MOST_RECORDS
                        + " can be steered"));
      }
    }
    if (name.tolerance().minHealthy() instanceof MinHealthy.Count count
        && records.isWhole(name.owner())) {
      SteeredTypes.own(name, records).stream()
          .map(type -> Objects.requireNonNull(records.find(name.owner(), type)).rdata().size())
          .filter(members -> count.members() > members)
          .map(members -> alwaysLow(name, count, members))
          .forEach(problems::add);
    }
  }

  /// Returns the RRsets that answer for a name, of all tiers and all types.
  private Set<RRset> tiers(SteeredName name) {
    var found = new LinkedHashSet<RRset>();
    for (int type : SteeredTypes.answered(name, records)) {
      Stream.concat(Stream.of(name.owner()), name.otherTiers().stream())
          .map(owner -> SteeredTypes.answering(name, owner, type, records))
          .filter(Objects::nonNull)
          .forEach(found::add);
    }
    return found;
  }

  private static Problem alwaysLow(SteeredName name, MinHealthy.Count count, int members) {
    return name.places()
        .of("min_healthy")
        .warning(
            "min_healthy is "
                + count.members()
                + " but there are only "
                + members
                + " members: the tier is always low");
  }

  private void validateBudgets(SteeredName name) {
    var uses = CheckUses.of(steering, name, records);
    var report = BudgetCheck.of(uses, name.promise(), !name.backup().isEmpty());
    if (report == null) {
      Stream.of("failover_budget", "recovery_budget")
          .filter(name.places()::areOwn)
          .map(key -> name.places().of(key).warning(withoutEffect(key, name)))
          .forEach(problems::add);
      return;
    }
    var advice = new BudgetAdvice(uses, name.promise(), report);
    if (!report.isLegal()) {
      add(
          name,
          "failover_budget",
          advice.message(),
          "any one of: " + String.join("; ", advice.knobs()));
    }
    if (!report.isRecoveryLegal()) {
      add(
          name,
          "recovery_budget",
          advice.recoveryMessage(),
          "recovery_budget = \"" + BudgetAdvice.text(report.smallestRecovery()) + "\"");
    }
  }

  private String withoutEffect(String key, SteeredName name) {
    return key + " has no effect: nothing checks " + shown(name.owner());
  }

  private void add(SteeredName name, String key, String message, String hint) {
    var place = name.places().of(key);
    var problem = name.promise().strict() ? place.error(message) : place.warning(message);
    problems.add(problem.withHint(hint));
  }

  private String shown(DnsName name) {
    return name.relativeTo(steering.apex());
  }

  private static String joined(Set<Endpoint> addresses) {
    return String.join(", ", addresses.stream().map(Endpoint::toString).toList());
  }
}
