package org.pharosdns.cli.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.pharosdns.cli.control.CheckReport;
import org.pharosdns.cli.control.Weight;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.dns.wire.RecordType;
import org.pharosdns.zone.model.RRset;
import org.pharosdns.zone.steer.BudgetCheck;
import org.pharosdns.zone.steer.CheckRequirement;
import org.pharosdns.zone.steer.Endpoint;
import org.pharosdns.zone.steer.SteeredName;
import org.pharosdns.zone.steer.SteeredTypes;
import org.pharosdns.zone.steer.ZoneRecords;

/// What the steering of a sound zone amounts to, before anything runs: what `check` prints.
final class SteeredNames {
  private final ZoneData data;

  private SteeredNames(ZoneData data) {
    this.data = data;
  }

  /// Returns the steered RRsets in the order of the steering file.
  static List<CheckReport.SteeredName> of(ZoneData data) {
    var names = new SteeredNames(data);
    var report = new ArrayList<CheckReport.SteeredName>();
    for (var name : data.steering().steering().names()) {
      for (int type : SteeredTypes.MEMBERS) {
        var rrset = data.contents().find(name.owner(), type);
        if (name.steers(type) && rrset != null) {
          report.add(names.report(name, rrset));
        }
      }
    }
    return report;
  }

  private CheckReport.SteeredName report(SteeredName name, RRset rrset) {
    var budget =
        BudgetCheck.report(data.steering().steering(), name, ZoneRecords.of(data.contents()));
    var tiers = new ArrayList<CheckReport.Tier>();
    tiers.add(tier(name.owner(), rrset));
    for (var backup : name.backup()) {
      var records = data.contents().find(backup, rrset.type());
      if (records != null) {
        tiers.add(tier(backup, records));
      }
    }
    return new CheckReport.SteeredName(
        name.owner().toString(),
        RecordType.mnemonic(rrset.type()),
        tiers,
        budget == null ? null : budget.detection(),
        budget == null ? null : budget.budget(),
        budget == null ? null : budget.smallestBudget(),
        budget == null ? null : (long) Math.min(rrset.ttlSeconds(), budget.freshTtlSeconds()));
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
