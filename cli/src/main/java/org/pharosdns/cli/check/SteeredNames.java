package org.pharosdns.cli.check;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.pharosdns.cli.control.CheckReport;
import org.pharosdns.cli.control.Weight;
import org.pharosdns.cli.steering.RuleText;
import org.pharosdns.cli.zones.ZoneData;
import org.pharosdns.dns.answer.AddressTargets;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.dns.wire.RecordType;
import org.pharosdns.zone.model.RRset;
import org.pharosdns.zone.steer.BudgetCheck;
import org.pharosdns.zone.steer.CheckRequirement;
import org.pharosdns.zone.steer.Endpoint;
import org.pharosdns.zone.steer.SteeredName;
import org.pharosdns.zone.steer.SteeredTypes;
import org.pharosdns.zone.steer.SteeringPlan;
import org.pharosdns.zone.steer.TierOrders;
import org.pharosdns.zone.steer.Trickle;
import org.pharosdns.zone.steer.ZoneRecords;

/// What the steering of a sound zone amounts to, before anything runs: what `check` prints.
final class SteeredNames {
  private final ZoneData data;
  private final OtherNameservers nameservers;
  private final SteeringPlan plan;

  private SteeredNames(ZoneData data, OtherNameservers nameservers) {
    this.data = data;
    this.nameservers = nameservers;
    plan =
        SteeringPlan.of(
            data.steering().steering(), ZoneRecords.of(data.contents()), data.contents().room());
  }

  /// Returns the steered RRsets in the order of the steering file.
  static List<CheckReport.SteeredName> of(ZoneData data, OtherNameservers nameservers) {
    var names = new SteeredNames(data, nameservers);
    var report = new ArrayList<CheckReport.SteeredName>();
    for (var name : data.steering().steering().names()) {
      for (int type : SteeredTypes.MEMBERS) {
        var rrset = data.contents().find(name.owner(), type);
        if (name.steers(type) && rrset != null) {
          report.add(names.report(name, rrset));
        }
      }
      for (int type : SteeredTypes.followed(name, ZoneRecords.of(data.contents()))) {
        var rrset = data.contents().find(name.owner(), type);
        if (rrset != null) {
          report.add(names.follower(name, rrset));
        }
      }
    }
    return report;
  }

  private CheckReport.SteeredName report(SteeredName name, RRset rrset) {
    var budget =
        BudgetCheck.report(data.steering().steering(), name, ZoneRecords.of(data.contents()));
    var orders = new TierOrders(name);
    var rules = new ArrayList<CheckReport.Rule>();
    for (var rule : name.rules()) {
      var text = RuleText.of(rules.size() + 1, rule);
      rules.add(new CheckReport.Rule(text, tiers(orders.of(rule), rrset.type())));
    }
    return new CheckReport.SteeredName(
        name.owner().toString(),
        RecordType.mnemonic(rrset.type()),
        tiers(orders.byDefault(), rrset.type()),
        budget == null ? null : budget.detection(),
        budget == null ? null : budget.budget(),
        budget == null ? null : budget.smallestBudget(),
        budget == null ? null : (long) Math.min(rrset.ttlSeconds(), leased(rrset)),
        rules,
        trickle(name.trickle()),
        budget == null ? null : budget.recovery(),
        new Caveats(data, nameservers, name, rrset, budget, leased(rrset)).list());
  }

  private int leased(RRset rrset) {
    return plan.mostTtlSeconds(rrset.owner(), rrset.type());
  }

  /// An RRset that follows its targets is one tier whose members they are.
  private CheckReport.SteeredName follower(SteeredName name, RRset rrset) {
    var members =
        rrset.rdata().stream()
            .map(rdata -> AddressTargets.target(rrset.owner(), rrset.type(), rdata))
            .map(target -> new CheckReport.Member(target.toString(), null))
            .toList();
    var tier = new CheckReport.Tier(name.owner().toString(), null, "follows its targets", members);
    return new CheckReport.SteeredName(
        name.owner().toString(),
        RecordType.mnemonic(rrset.type()),
        List.of(tier),
        null,
        null,
        null,
        null,
        List.of(),
        null,
        null,
        List.of(
            "records whose target is steered by this server and exhausted are left out, unless none"
                + " would be left"));
  }

  private static @Nullable String trickle(@Nullable Trickle trickle) {
    return trickle == null
        ? null
        : BigDecimal.valueOf(trickle.perMillion(), 4).stripTrailingZeros().toPlainString()
            + " % to "
            + trickle.to();
  }

  private List<CheckReport.Tier> tiers(List<DnsName> owners, int type) {
    var tiers = new ArrayList<CheckReport.Tier>();
    for (var owner : owners) {
      var exact = data.contents().find(owner, type);
      var records = exact == null ? data.contents().find(owner, RecordType.CNAME) : exact;
      if (records != null) {
        tiers.add(tier(owner, records));
      }
    }
    return tiers;
  }

  private CheckReport.Tier tier(DnsName owner, RRset rrset) {
    var name = data.steering().steering().find(owner);
    var members = new ArrayList<CheckReport.Member>();
    for (var rdata : rrset.rdata()) {
      var address = Endpoint.of(rrset.type(), rdata);
      members.add(new CheckReport.Member(address.toString(), weight(name, address)));
    }
    return new CheckReport.Tier(
        owner.toString(),
        name == null ? null : check(name.check()),
        name == null
            ? "rotate"
            : name.selection().select().name().toLowerCase(Locale.ROOT).replace('_', '-'),
        members);
  }

  private static @Nullable Weight weight(@Nullable SteeredName name, Endpoint address) {
    var settings = name == null ? null : name.settings(address);
    var weight = settings == null ? null : settings.weight();
    return weight == null ? null : new Weight(weight.toString());
  }

  private static @Nullable String check(CheckRequirement check) {
    return switch (check) {
      case CheckRequirement.None none -> null;
      case CheckRequirement.AllOf all -> String.join(" and ", all.names());
      case CheckRequirement.AnyOf any -> any.needed() + " of " + String.join(", ", any.names());
    };
  }
}
