package org.pharosdns.zone.steer;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.zone.model.Problem;

/// Holds a steering file against the records of its zone.
public final class SteeringValidator {
  private final ZoneSteering steering;
  private final ZoneRecords records;
  private final Delegations delegations;
  private final List<Problem> problems = new ArrayList<>();

  private SteeringValidator(ZoneSteering steering, ZoneRecords records) {
    this.steering = steering;
    this.records = records;
    delegations = new Delegations(records, steering.apex());
  }

  /// Returns every error and warning, budgets included, by steered name in the order of the file.
  public static List<Problem> validate(ZoneSteering steering, ZoneRecords records) {
    if (steering.names().isEmpty()) {
      return List.of();
    }
    var validator = new SteeringValidator(steering, records);
    steering.names().forEach(validator::validate);
    return List.copyOf(validator.problems);
  }

  private void validate(SteeredName name) {
    var addresses = addresses(name);
    if (!validateOwner(name, addresses)) {
      return;
    }
    validateMembers(name, addresses);
    problems.addAll(GroupRules.problems(name, addresses, shown(name.owner())));
    validateBackup(name);
    validateSize(name);
    validateBudgets(name);
  }

  private Set<Address> addresses(SteeredName name) {
    var addresses = new LinkedHashSet<Address>();
    for (var type : Tiers.TYPES) {
      var rrset = name.steers(type) ? records.find(name.owner(), type) : null;
      if (rrset != null) {
        rrset.rdata().forEach(rdata -> addresses.add(Address.of(rdata)));
      }
    }
    return addresses;
  }

  private boolean validateOwner(SteeredName name, Set<Address> addresses) {
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
    var served = delegations.servedBy(name.owner());
    if (served != null) {
      problems.add(
          place.error(
              name.owner() + " is a nameserver of " + served + "; such names cannot be steered"));
      return false;
    }
    if (addresses.isEmpty()) {
      problems.add(
          place
              .error(
                  shown(name.owner()) + " has no A or AAAA records in the zone" + typesNote(name))
              .withHint("the zone file is the only place where addresses live"));
      return false;
    }
    return true;
  }

  private static String typesNote(SteeredName name) {
    return name.types().isEmpty() ? "" : " of the types that are steered";
  }

  private void validateMembers(SteeredName name, Set<Address> addresses) {
    var listed = new LinkedHashSet<Address>();
    for (var member : name.members()) {
      listed.add(member.address());
      if (!addresses.contains(member.address())) {
        problems.add(
            member
                .place()
                .error(member.address() + " is not an address of " + shown(name.owner()))
                .withHint("the zone file has " + joined(addresses)));
      }
    }
    if (!name.unlistedAllowed()) {
      addresses.stream()
          .filter(address -> !listed.contains(address))
          .map(a -> name.places().of("unlisted").error(unlisted(name, a)))
          .forEach(problems::add);
    }
    if (addresses.stream().allMatch(a -> name.weight(a) instanceof Weight.Off)) {
      problems.add(
          name.places().of("weights").error("every member of " + shown(name.owner()) + " is off"));
    }
  }

  private String unlisted(SteeredName name, Address address) {
    return address
        + " of "
        + shown(name.owner())
        + " is in the zone file but in no weights or member";
  }

  private void validateBackup(SteeredName name) {
    var loops = new TierLoops(steering);
    var seen = new LinkedHashSet<DnsName>();
    for (var i = 0; i < name.backup().size(); i++) {
      var backup = name.backup().get(i);
      var place = name.places().of("backup." + i);
      if (loops.leadsBack(backup, name.owner())) {
        problems.add(
            place.error("tiers loop: " + shown(backup) + " leads back to the name itself"));
      } else if (!seen.add(backup)) {
        problems.add(place.error("tier " + shown(backup) + " is named twice"));
      } else if (!backup.isAtOrBelow(steering.apex())) {
        problems.add(place.error("tier " + backup + " is not in the zone " + steering.apex()));
      } else if (delegations.cutAbove(backup) != null) {
        problems.add(place.error("tier " + shown(backup) + " is below a zone cut"));
      } else if (Tiers.TYPES.stream().noneMatch(type -> records.find(backup, type) != null)) {
        problems.add(
            place.error("tier " + shown(backup) + " has no A or AAAA records in the zone"));
      }
    }
  }

  private void validateSize(SteeredName name) {
    for (var type : Tiers.TYPES) {
      if (!name.steers(type)) {
        continue;
      }
      var members = size(name.owner(), type);
      validateMost(name.places().table(), name.owner(), members);
      if (members > 0
          && name.tolerance().minHealthy() instanceof MinHealthy.Count count
          && count.members() > members) {
        problems.add(
            name.places()
                .of("min_healthy")
                .warning(
                    "min_healthy is "
                        + count.members()
                        + " but there are only "
                        + members
                        + " members: the tier is always low"));
      }
      for (var i = 0; i < name.backup().size(); i++) {
        var backup = name.backup().get(i);
        validateMost(name.places().of("backup." + i), backup, size(backup, type));
      }
    }
  }

  private int size(DnsName owner, int type) {
    var rrset = records.find(owner, type);
    return rrset == null ? 0 : rrset.rdata().size();
  }

  private void validateMost(Place place, DnsName owner, int members) {
    if (members > Choice.MOST_RECORDS) {
      problems.add(
          place.error(
              shown(owner)
                  + " has "
                  + members
                  + " addresses of one type; at most "
                  + Choice.MOST_RECORDS
                  + " can be steered"));
    }
  }

  private void validateBudgets(SteeredName name) {
    var uses = CheckUses.of(steering, name, records);
    var report = BudgetCheck.of(uses, name.promise(), !name.backup().isEmpty());
    if (report == null) {
      if (name.places().keys().containsKey("failover_budget")) {
        problems.add(
            name.places()
                .of("failover_budget")
                .warning("failover_budget has no effect: nothing checks " + shown(name.owner())));
      }
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

  private void add(SteeredName name, String key, String message, String hint) {
    var place = name.places().of(key);
    var problem = name.promise().strict() ? place.error(message) : place.warning(message);
    problems.add(problem.withHint(hint));
  }

  private String shown(DnsName name) {
    return name.relativeTo(steering.apex());
  }

  private static String joined(Set<Address> addresses) {
    return String.join(", ", addresses.stream().map(Address::toString).toList());
  }
}
