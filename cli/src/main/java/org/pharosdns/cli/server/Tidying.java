package org.pharosdns.cli.server;

import java.util.Collection;
import java.util.List;
import org.pharosdns.cli.zones.ZoneData;
import org.pharosdns.zone.model.ZoneContents;

/// Gives memory back to the system after large zones were loaded.
///
/// Answers come from compiled zones; the contents are only read by reloads and commands, so those
/// of large zones are packed. Then the heap is collected once: it has grown for what loading needs
/// and would keep that for good.
final class Tidying {
  /// Contents of more octets than this are worth packing.
  private static final long LARGE_OCTETS = 4L << 20;

  private Tidying() {}

  /// Begins to tidy in the background if one of the zones is large.
  static void after(Collection<ZoneData> loaded) {
    List<ZoneContents> large =
        loaded.stream()
            .map(ZoneData::contents)
            .filter(contents -> contents.octets() > LARGE_OCTETS)
            .toList();
    if (!large.isEmpty()) {
      Thread.ofPlatform()
          .daemon()
          .name("tidying")
          .start(
              () -> {
                large.forEach(ZoneContents::pack);
                System.gc();
              });
    }
  }
}
