package org.pharosdns.cli.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.pharosdns.zone.load.ZoneFile;

/// What a file held when it was read.
///
/// @param real without symbolic links
/// @param hash SHA-256 in hexadecimal; null where there was no file
record FileStamp(Path real, @Nullable String hash) {
  /// Returns the stamp of a file that was read.
  static FileStamp of(ZoneFile file) {
    return new FileStamp(file.real(), hash(file.octets()));
  }

  /// Returns the stamp of a file as it is now.
  static FileStamp of(Path file) throws IOException {
    if (!Files.exists(file)) {
      return new FileStamp(file, null);
    }
    var real = file.toRealPath();
    return new FileStamp(real, hash(Files.readAllBytes(real)));
  }

  /// Whether the file still holds the same.
  boolean isCurrent() {
    try {
      return Objects.equals(of(real).hash, hash);
    } catch (IOException e) {
      return false;
    }
  }

  static String hash(byte[] octets) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(octets));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
