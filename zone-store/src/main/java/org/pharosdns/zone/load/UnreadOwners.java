package org.pharosdns.zone.load;

import java.util.Set;
import org.pharosdns.dns.wire.DnsName;

/// Those owners of a zone file of which a record could not be read: what they seem to lack may
/// only be unreadable.
///
/// @param anywhere whether a line could not be read whose owner is not known: it may be any
public record UnreadOwners(Set<DnsName> names, boolean anywhere) {
  /// Every record was read.
  static final UnreadOwners NONE = new UnreadOwners(Set.of(), false);

  /// Copies the set.
  public UnreadOwners {
    names = Set.copyOf(names);
  }

  /// Whether `owner` may have more records than were read.
  public boolean mayHave(DnsName owner) {
    return anywhere || names.contains(owner);
  }
}
