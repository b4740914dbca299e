package org.pharosdns.cli.steering;

import java.util.ArrayList;
import java.util.List;
import org.pharosdns.zone.steer.ClientRule;

/// How reports name a rule.
public final class RuleText {
  private RuleText() {}

  /// Returns for instance `1: 10.0.0.0/8, EU (fenced)`.
  ///
  /// @param number from 1, in the order of the file
  public static String of(int number, ClientRule rule) {
    var fenced = rule.fenced() ? " (fenced)" : "";
    return number + ": " + String.join(", ", clients(rule)) + fenced;
  }

  /// A region without its kind, as the file has it in most cases.
  private static List<String> clients(ClientRule rule) {
    var clients = new ArrayList<String>();
    rule.subnets().forEach(subnet -> clients.add(subnet.toString()));
    rule.regions().forEach(region -> clients.add(region.replaceFirst("^.*:", "")));
    return clients;
  }
}
