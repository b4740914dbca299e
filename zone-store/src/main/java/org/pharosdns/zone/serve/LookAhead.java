package org.pharosdns.zone.serve;

import org.jspecify.annotations.Nullable;
import org.pharosdns.dns.query.HashedName;
import org.pharosdns.zone.compile.CompiledZone;

/// Names that are about to be looked up in a large zone. Owned by one thread.
///
/// A name of a large zone is in none of the processor's caches: a look-up waits for memory twice,
/// for the table and for the node. What many look-ups will need is therefore read before the first
/// of them, so that they wait together.
final class LookAhead {
  private static final int MOST = 64;

  private final long[] hashes = new long[MOST];
  private @Nullable CompiledZone zone;
  private int count;

  /// Kept so that no compiler may leave the reads out.
  int touched;

  /// Adds a name; those of other zones than that of the first, and of zones that are not large, do
  /// not count.
  void add(HashedName name, Snapshot snapshot) {
    var served = snapshot.find(name, 0);
    if (served == null || count == MOST) {
      return;
    }
    var found = served.zone();
    if (count == 0 && found.isLarge()) {
      zone = found;
    }
    if (found == zone) {
      hashes[count++] = name.hash(0);
    }
  }

  /// Reads what the names will need, and forgets them.
  void fetch() {
    if (zone != null) {
      touched += zone.touch(hashes, count);
    }
    zone = null;
    count = 0;
  }
}
