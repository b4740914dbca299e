package org.pharosdns.cli.check;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pharosdns.cli.zones.ZoneData;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.dns.wire.RecordType;
import org.pharosdns.zone.model.RRset;
import org.pharosdns.zone.steer.BudgetReport;
import org.pharosdns.zone.steer.SteeredName;
import org.pharosdns.zone.steer.SteeredTypes;
import org.pharosdns.zone.steer.Tolerance;
import org.pharosdns.zone.steer.ZoneRecords;

/// What an operator should know of a steered RRset beside its numbers: where its promise ends.
///
/// @param leasedTtl the TTL that its own members have while evidence is fresh, seconds; no bound
///     where nothing checks them
record Caveats(
    ZoneData data,
    OtherNameservers nameservers,
    SteeredName name,
    RRset rrset,
    @Nullable BudgetReport budget,
    int leasedTtl) {
  List<String> list() {
    var list = new ArrayList<String>();
    if (budget == null) {
      list.add("nothing checks it: no lease, the zone's TTL, no promise");
    } else {
      budgeted(budget, list);
    }
    for (var tier : name.backup()) {
      backup(tier, list);
    }
    exhausted(list);
    hints(list);
    return list;
  }

  private void budgeted(BudgetReport report, List<String> list) {
    if (rrset.ttlSeconds() < leasedTtl && leasedTtl < Integer.MAX_VALUE) {
      list.add(
          "the zone's TTL %d is below the lease %d and is what caches get"
              .formatted(rrset.ttlSeconds(), leasedTtl));
    }
    if (!report.isLegal()) {
      list.add(
          "the budget is too small for its checks (enforce = \"warn\"): the promise is not kept");
    }
    list.add(
        "a failure that its checks do not see is not noticed: they ask from here, and no more");
    list.add(
        "caches that raise TTLs or serve stale answers, applications that cache by themselves, and"
            + " providers that copy its addresses into names of their own may keep a failed member"
            + " longer");
    for (var other : nameservers.list(data)) {
      list.add(
          other.copies()
              ? "%s may copy the zone: unless it is Pharos with this steering it answers every address, with TTLs of at most %d"
                  .formatted(other.name(), Math.min(leasedTtl, rrset.ttlSeconds()))
              : "%s is another nameserver: unless it is Pharos with this steering it answers every address"
                  .formatted(other.name()));
    }
    if (rrset.type() == RecordType.CNAME) {
      list.add(
          "its check asks one address, the lowest that the host of the CNAME has; clients may get"
              + " others");
    }
  }

  private void backup(DnsName tier, List<String> list) {
    var entry = data.steering().steering().find(tier);
    var alias = data.contents().find(tier, RecordType.CNAME);
    var shown = tier.relativeTo(data.apex());
    var records = ZoneRecords.of(data.contents());
    var answers = SteeredTypes.answering(name, tier, rrset.type(), records) != null;
    if (entry == null && answers) {
      var recovery = budget == null ? null : budget.recovery();
      var cap =
          recovery == null ? "" : "; while it answers, TTLs keep recovery_budget " + text(recovery);
      list.add(
          "tier %s is unchecked: no lease, it answers even when it is dead%s"
              .formatted(shown, cap));
    }
    if (alias != null && rrset.type() != RecordType.CNAME) {
      list.add(
          "tier %s is a CNAME: %s has TTLs of its own, and caches hold the CNAME for every type"
              .formatted(shown, DnsName.ofWire(alias.rdata().getFirst(), 0)));
    }
  }

  private void exhausted(List<String> list) {
    var promise = name.promise();
    if (budget == null && name.backup().isEmpty()) {
      return;
    }
    list.add(
        name.tolerance().onExhausted() == Tolerance.OnExhausted.NODATA
            ? "exhausted: no record, the SOA's TTL at most %s (negative_ttl)"
                .formatted(text(promise.negativeTtl()))
            : "exhausted: every member for %s (panic_ttl), the promise is suspended"
                .formatted(text(promise.panicTtl())));
  }

  private void hints(List<String> list) {
    for (var type : SteeredTypes.FOLLOWERS) {
      if (SteeredTypes.hasHints(type) && data.contents().find(name.owner(), type) != null) {
        list.add(
            "its %s record comes with those address hints only that it would answer"
                .formatted(RecordType.mnemonic(type)));
      }
    }
  }

  private static String text(Duration duration) {
    return BigDecimal.valueOf(duration.toNanos(), 9).stripTrailingZeros().toPlainString() + "s";
  }
}
