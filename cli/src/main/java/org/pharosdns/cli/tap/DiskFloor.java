package org.pharosdns.cli.tap;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;

/// The room that a log leaves on its disk to all else that is kept there: 512 MiB, on a small disk
/// an eighth of it. Once there is less, nothing is written until there is an eighth more than that.
///
/// What cannot be looked at counts as a disk without a floor. Owned by one thread.
final class DiskFloor {
  private static final long MEBIBYTE = 1 << 20;
  private static final long MOST_OCTETS = 512 * MEBIBYTE;
  private static final int SHARE = 8;

  private final Path path;
  private final Disk disk;
  private boolean low;

  /// The figures of a disk; 0 when they are not known.
  interface Disk {
    /// Returns how many octets may still be written.
    long usableOctets();

    /// Returns how many octets there are in all.
    long wholeOctets();
  }

  /// @param path of the log, to be named when there is too little room
  DiskFloor(Path path, Disk disk) {
    this.path = path;
    this.disk = disk;
  }

  /// The disk on which `path` lies at the moment of each look.
  static Disk diskOf(Path path) {
    var file = path.toFile();
    return new Disk() {
      @Override
      public long usableOctets() {
        return file.getUsableSpace();
      }

      @Override
      public long wholeOctets() {
        return file.getTotalSpace();
      }
    };
  }

  /// Returns when there is room above the floor.
  ///
  /// @throws IOException when there is not
  void require() throws IOException {
    var floor = Math.min(MOST_OCTETS, disk.wholeOctets() / SHARE);
    var usable = disk.usableOctets();
    low = usable < (low ? floor + floor / SHARE : floor);
    if (low) {
      throw new FileSystemException(
          path.toString(),
          null,
          "only "
              + usable / MEBIBYTE
              + " MiB of its disk are free, and "
              + floor / MEBIBYTE
              + " MiB are left to what else is kept there");
    }
  }
}
