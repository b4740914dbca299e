package org.pharosdns.cli.zones;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.pharosdns.cli.control.RefusedException;
import org.pharosdns.dns.wire.DnsName;

/// The zones that an operator names.
public final class ZoneNames {
  private ZoneNames() {}

  /// Returns the name that `text` says.
  ///
  /// @throws RefusedException when it is no name
  public static DnsName parse(String text) throws RefusedException {
    try {
      return DnsName.parse(text);
    } catch (IllegalArgumentException e) {
      throw new RefusedException("\"" + text + "\" is no name of a zone: " + e.getMessage());
    }
  }

  /// Returns the names of zones that are there.
  ///
  /// @throws RefusedException naming every one that is not
  public static List<DnsName> known(List<String> texts, Collection<DnsName> zones)
      throws RefusedException {
    var names = new ArrayList<DnsName>();
    var problems = new ArrayList<String>();
    for (var text : texts) {
      var name = parse(text);
      names.add(name);
      if (!zones.contains(name)) {
        problems.add(UnknownZone.problem(name, zones));
      }
    }
    if (!problems.isEmpty()) {
      throw new RefusedException(problems);
    }
    return names;
  }
}
