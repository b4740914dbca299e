package org.pharosdns.zone.update;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;

/// A disk that makes no folder durable, takes nothing back, or takes half of a file.
final class FailingDisk extends JournalDisk {
  volatile boolean forces = true;
  volatile boolean cuts = true;
  volatile boolean writes = true;

  /// Makes nothing durable and gives nothing back.
  void fails() {
    forces = false;
    cuts = false;
    writes = false;
  }

  /// Works again.
  void works() {
    forces = true;
    cuts = true;
    writes = true;
  }

  @Override
  void write(Path file, byte[] octets) throws IOException {
    super.write(file, writes ? octets : Arrays.copyOf(octets, octets.length / 2));
    check(writes);
  }

  @Override
  void forceFolder(Path folder) throws IOException {
    check(forces);
    super.forceFolder(folder);
  }

  @Override
  void cut(FileChannel file, long end) throws IOException {
    check(cuts);
    super.cut(file, end);
  }

  private static void check(boolean works) throws IOException {
    if (!works) {
      throw new IOException("Input/output error");
    }
  }
}
