package org.pharosdns.zone.steer;

import java.util.HashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A selection with what it needs to know of each member worked out.
///
/// @param groupOf the number of each member's group, from 0; empty without groups
/// @param digests the hash of each member; empty when the client does not matter
@SuppressWarnings("ArrayRecordComponent") // made once, never handed out or compared
record CompiledSelection(Selection rule, int[] groupOf, long[] digests) {
  private static final int[] NO_GROUPS = {};
  private static final long[] NO_DIGESTS = {};

  /// @param entry what the steering file says of the members; null when nothing
  static CompiledSelection of(@Nullable SteeredName entry, List<Endpoint> members) {
    if (entry == null) {
      return new CompiledSelection(Selection.DEFAULT, NO_GROUPS, NO_DIGESTS);
    }
    var rule = entry.selection();
    var groups = rule.groups() == Selection.Groups.NONE ? NO_GROUPS : groups(entry, members);
    var hash = rule.hash();
    var digests = hash == null ? NO_DIGESTS : members.stream().mapToLong(hash::member).toArray();
    return new CompiledSelection(rule, groups, digests);
  }

  private static int[] groups(SteeredName entry, List<Endpoint> members) {
    var numbers = new HashMap<String, Integer>();
    var groups = new int[members.size()];
    for (var i = 0; i < groups.length; i++) {
      groups[i] = numbers.computeIfAbsent(entry.group(members.get(i)), g -> numbers.size());
    }
    return groups;
  }

  /// Whether the answer depends on who asks.
  boolean knowsClients() {
    return rule.select() == Selection.Select.HASH;
  }
}
