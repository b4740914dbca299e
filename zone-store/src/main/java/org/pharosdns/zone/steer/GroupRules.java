package org.pharosdns.zone.steer;

import java.util.Collection;
import java.util.List;
import org.pharosdns.zone.model.Problem;

/// Holds `groups` and the `group` of each member against each other: all members have one or none.
final class GroupRules {
  private GroupRules() {}

  /// Returns what is wrong in one name.
  ///
  /// @param addresses its members in the zone
  /// @param shown the name as problems show it
  static List<Problem> problems(SteeredName name, Collection<Endpoint> addresses, String shown) {
    if (name.selection().groups() == Selection.Groups.NONE) {
      return name.members().stream()
          .filter(member -> member.group() != null)
          .map(
              member ->
                  member
                      .place()
                      .error("the group of " + member.address() + " means nothing without groups")
                      .withHint(
                          "select = \"weighted-multi\" and groups = \"one-group\" or"
                              + " \"one-per-group\""))
          .toList();
    }
    return addresses.stream()
        .filter(address -> name.group(address).isEmpty())
        .map(
            address ->
                place(name, address)
                    .error(address + " of " + shown + " has no group: all members need one"))
        .toList();
  }

  private static Place place(SteeredName name, Endpoint address) {
    var settings = name.settings(address);
    return settings == null ? name.places().of("groups") : settings.place();
  }
}
