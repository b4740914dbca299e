package org.pharosdns.cli.zones;

import java.util.Collection;
import org.pharosdns.cli.control.Nearest;
import org.pharosdns.dns.wire.DnsName;

/// What to say of a zone that is not there.
public final class UnknownZone {
  private UnknownZone() {}

  /// Returns the problem, with the zones that may have been meant.
  public static String problem(DnsName apex, Collection<DnsName> zones) {
    var near = Nearest.to(apex.toString(), zones.stream().map(DnsName::toString).toList());
    var hint = near.isEmpty() ? "" : " (did you mean " + String.join(" or ", near) + "?)";
    return "there is no zone " + apex + hint;
  }
}
