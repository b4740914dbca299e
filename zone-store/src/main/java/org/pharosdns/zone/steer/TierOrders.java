package org.pharosdns.zone.steer;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.pharosdns.dns.wire.DnsName;

/// In which order a name's tiers come for whom.
///
/// @param name the name that is asked
public record TierOrders(SteeredName name) {
  /// Returns the order for clients that no rule is about: the name itself, then `backup`.
  public List<DnsName> byDefault() {
    var order = new ArrayList<DnsName>();
    order.add(name.owner());
    order.addAll(name.backup());
    return order;
  }

  /// Returns the order for the clients of a rule: its own tiers, then the default ones unless it is
  /// fenced.
  public List<DnsName> of(ClientRule rule) {
    var order = new LinkedHashSet<>(rule.tiers());
    if (!rule.fenced()) {
      order.addAll(byDefault());
    }
    return List.copyOf(order);
  }
}
