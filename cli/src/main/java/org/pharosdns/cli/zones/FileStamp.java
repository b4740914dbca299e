package org.pharosdns.cli.zones;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.pharosdns.zone.load.ZoneFile;

/// What a file held when it was read.
///
/// @param real without symbolic links
/// @param checksum of {@link #checksum}; null where there was no file
public record FileStamp(Path real, @Nullable String checksum) {
  /// Returns the stamp of a file that was read.
  public static FileStamp of(ZoneFile file) {
    return new FileStamp(file.real(), checksum(file.octets()));
  }

  /// Returns the stamp of a file as it is now.
  public static FileStamp of(Path file) throws IOException {
    if (!Files.exists(file)) {
      return new FileStamp(file, null);
    }
    var real = file.toRealPath();
    return new FileStamp(real, checksum(Files.readAllBytes(real)));
  }

  /// Whether the file still holds the same.
  boolean isCurrent() {
    try {
      return Objects.equals(of(real).checksum, checksum);
    } catch (IOException e) {
      return false;
    }
  }

  /// Returns length, CRC-32 and CRC-32C as text: 64 bits that tell an edit, not a forgery. For a
  /// large zone at its start, SHA-256 takes as long as reading the file.
  public static String checksum(byte[] octets) {
    var one = new CRC32();
    one.update(octets);
    var other = new CRC32C();
    other.update(octets);
    return octets.length + "-" + one.getValue() + "-" + other.getValue();
  }

  /// Returns SHA-256 in hexadecimal of what a file holds now; null where there is none.
  public static @Nullable String hash(Path file) throws IOException {
    return Files.exists(file) ? hash(Files.readAllBytes(file.toRealPath())) : null;
  }

  /// Returns SHA-256 in hexadecimal.
  public static String hash(byte[] octets) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(octets));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
