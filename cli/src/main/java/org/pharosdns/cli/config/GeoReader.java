package org.pharosdns.cli.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.pharosdns.cli.geo.GeoDatabase;
import org.pharosdns.zone.load.FileChecksum;
import org.pharosdns.zone.model.HeapRoom;

/// Reads the file of `[server] geo_database`. One that has not changed is not read again, and what
/// is known already is not kept twice.
final class GeoReader {
  private GeoReader() {}

  /// Returns what `file` says.
  ///
  /// @param before what was read the last time; null for nothing
  /// @throws IOException when it cannot be read, is too large or no such database
  /// @throws org.pharosdns.zone.model.NoRoomException when the heap has no room for it
  static GeoDatabase read(Path file, @Nullable GeoDatabase before, HeapRoom room)
      throws IOException {
    var size = Files.size(file);
    if (size > GeoDatabase.MOST_OCTETS) {
      throw new IOException("it has more than " + GeoDatabase.MOST_OCTETS + " octets");
    }
    if (before != null && FileChecksum.of(file).equals(before.checksum())) {
      return before;
    }
    room.requireArray(size);
    var read = GeoDatabase.of(PlainFile.read(file, GeoDatabase.MOST_OCTETS), room);
    return before == null ? read : read.sharing(before);
  }
}
