package org.pharosdns.cli.zones;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.pharosdns.zone.load.FileChecksum;
import org.pharosdns.zone.load.ZoneFile;

/// What a file held when it was read.
///
/// @param path as it is named; a symbolic link in it may lead somewhere else one day
/// @param real without symbolic links
/// @param checksum of {@link FileChecksum}; null where there was no file
public record FileStamp(Path path, Path real, @Nullable String checksum) {
  /// Large files pass through the sums by pieces.
  private static final int PIECE_OCTETS = 64 << 10;

  /// Returns the stamp of a file that was read.
  public static FileStamp of(ZoneFile file) {
    return new FileStamp(file.path(), file.real(), FileChecksum.of(file.octets()));
  }

  /// Returns the stamp of a file that will hold these octets; one that shall hold none is taken
  /// away.
  public static FileStamp ofDraft(Path file, byte[] octets) throws IOException {
    return new FileStamp(file, real(file), octets.length == 0 ? null : FileChecksum.of(octets));
  }

  /// Returns the file that a name leads to, without symbolic links; it need not exist.
  ///
  /// @throws IOException when the name is a link that leads nowhere
  public static Path real(Path file) throws IOException {
    return Files.exists(file) || Files.isSymbolicLink(file)
        ? file.toRealPath()
        : file.toAbsolutePath().resolveSibling("").toRealPath().resolve(file.getFileName());
  }

  /// Returns this stamp after the file was given other octets.
  FileStamp with(byte[] octets) {
    return new FileStamp(path, real, FileChecksum.of(octets));
  }

  /// Returns the stamp of a file as it is now.
  public static FileStamp of(Path file) throws IOException {
    if (!Files.exists(file)) {
      return new FileStamp(file, file, null);
    }
    var real = file.toRealPath();
    return new FileStamp(file, real, FileChecksum.of(real));
  }

  /// Whether the name still leads to the same file, and that still holds the same.
  boolean isCurrent() {
    try {
      return Files.exists(path)
          ? path.toRealPath().equals(real) && FileChecksum.of(real).equals(checksum)
          : checksum == null;
    } catch (IOException e) {
      return false;
    }
  }

  /// Returns SHA-256 in hexadecimal of what a file holds now; null where there is none, nothing for
  /// a pipe and its like.
  public static @Nullable String hash(Path file) throws IOException {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      return "";
    }
    return Files.exists(file) ? hash(Files.readAllBytes(file.toRealPath())) : null;
  }

  /// Returns SHA-256 in hexadecimal.
  public static String hash(byte[] octets) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      for (var at = 0; at < octets.length; at += PIECE_OCTETS) {
        digest.update(octets, at, Math.min(PIECE_OCTETS, octets.length - at));
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
