package org.pharosdns.zone.load;

import java.nio.file.Path;
import java.nio.file.attribute.FileTime;

/// One file of a zone as it was read.
public final class ZoneFile {
  private final Path path;
  private final Path real;
  private final byte[] octets;
  private final FileTime modified;

  ZoneFile(Path path, Path real, byte[] octets, FileTime modified) {
    this.path = path;
    this.real = real;
    this.octets = octets;
    this.modified = modified;
  }

  /// The file as the operator named it.
  public Path path() {
    return path;
  }

  /// The file without symbolic links.
  public Path real() {
    return real;
  }

  /// All that was in it; not to be written, and not to be kept longer than needed.
  public byte[] octets() {
    return octets;
  }

  /// Its modification time when it was read.
  public FileTime modified() {
    return modified;
  }
}
