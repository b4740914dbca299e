package org.pharosdns.cli.zones;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;
import org.jspecify.annotations.Nullable;
import org.pharosdns.zone.load.ZoneFile;

/// What a file held when it was read.
///
/// @param path as it is named; a symbolic link in it may lead somewhere else one day
/// @param real without symbolic links
/// @param checksum of {@link #checksum}; null where there was no file
public record FileStamp(Path path, Path real, @Nullable String checksum) {
  /// Large files pass through the sums by pieces.
  private static final int PIECE_OCTETS = 64 << 10;

  /// Returns the stamp of a file that was read.
  public static FileStamp of(ZoneFile file) {
    return new FileStamp(file.path(), file.real(), checksum(file.octets()));
  }

  /// Returns the stamp of a file that will hold these octets; one that shall hold none is taken
  /// away.
  public static FileStamp ofDraft(Path file, byte[] octets) throws IOException {
    return new FileStamp(file, real(file), octets.length == 0 ? null : checksum(octets));
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
    return new FileStamp(path, real, checksum(octets));
  }

  /// Returns the stamp of a file as it is now.
  public static FileStamp of(Path file) throws IOException {
    if (!Files.exists(file)) {
      return new FileStamp(file, file, null);
    }
    var real = file.toRealPath();
    return new FileStamp(file, real, checksum(real));
  }

  /// Whether the name still leads to the same file, and that still holds the same.
  boolean isCurrent() {
    try {
      return Files.exists(path)
          ? path.toRealPath().equals(real) && checksum(real).equals(checksum)
          : checksum == null;
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
    return text(octets.length, one, other);
  }

  private static String checksum(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IOException(file + " is no regular file");
    }
    var one = new CRC32();
    var other = new CRC32C();
    var length = 0L;
    var piece = new byte[PIECE_OCTETS];
    try (var in = Files.newInputStream(file)) {
      for (var read = in.read(piece); read >= 0; read = in.read(piece)) {
        one.update(piece, 0, read);
        other.update(piece, 0, read);
        length += read;
      }
    }
    return text(length, one, other);
  }

  private static String text(long length, Checksum one, Checksum other) {
    return length + "-" + one.getValue() + "-" + other.getValue();
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
