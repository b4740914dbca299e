package org.pharosdns.cli.admin;

import java.util.LinkedHashSet;
import java.util.List;
import org.pharosdns.cli.control.MemberStatus;

/// A steered RRset.
///
/// @param name absolute, with its final dot
/// @param type mnemonic
record SteeredName(String name, String type) {
  static SteeredName of(MemberStatus member) {
    return new SteeredName(member.name(), member.type());
  }

  /// Returns the RRsets that have members, each once, in the order of their members.
  static List<SteeredName> all(List<MemberStatus> members) {
    var names = new LinkedHashSet<SteeredName>();
    members.forEach(member -> names.add(of(member)));
    return List.copyOf(names);
  }
}
