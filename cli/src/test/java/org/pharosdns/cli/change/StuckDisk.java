package org.pharosdns.cli.change;

import java.io.IOException;
import java.nio.file.Path;

/// A disk that does not let one file be put in place, and from then on another one not be put back.
final class StuckDisk extends Disk {
  private final String stuck;
  private final String refused;
  private boolean isBroken;
  private boolean isMended;

  /// @param stuck the name of the file that keeps the change
  /// @param refused the name of the file that does not get it
  StuckDisk(String stuck, String refused) {
    this.stuck = stuck;
    this.refused = refused;
  }

  void mend() {
    isMended = true;
  }

  private void failIf(boolean isFailing) throws IOException {
    if (isFailing && !isMended) {
      throw new IOException("Input/output error");
    }
  }

  @Override
  void write(Path file, byte[] octets, Path like) throws IOException {
    failIf(isBroken && like.endsWith(stuck));
    super.write(file, octets, like);
  }

  @Override
  void rename(Path from, Path to) throws IOException {
    isBroken |= from.endsWith(refused) || to.endsWith(refused);
    failIf(from.endsWith(refused) || to.endsWith(refused));
    failIf(isBroken && (from.endsWith(stuck) || to.endsWith(stuck)));
    super.rename(from, to);
  }
}
