package org.pharosdns.cli.admin;

import org.pharosdns.cli.control.MemberStatus;

/// A steered RRset.
///
/// @param name absolute, with its final dot
/// @param type mnemonic
record SteeredName(String name, String type) {
  static SteeredName of(MemberStatus member) {
    return new SteeredName(member.name(), member.type());
  }
}
