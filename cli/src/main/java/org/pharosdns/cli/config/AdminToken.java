package org.pharosdns.cli.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Set;

/// The secret that lets a client of `[admin] http` use the control API. It is kept as its SHA-256
/// and shown nowhere.
public final class AdminToken {
  private static final int LEAST_CHARACTERS = 20;
  private static final Set<PosixFilePermission> TOO_OPEN =
      Set.of(
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE,
          PosixFilePermission.OTHERS_EXECUTE);

  private final byte[] digest;

  private AdminToken(byte[] digest) {
    this.digest = digest;
  }

  /// Reads the token that `file` holds in one line.
  ///
  /// @throws IOException when it cannot be read
  /// @throws IllegalArgumentException when others may read it, or it is no good token
  static AdminToken read(Path file) throws IOException {
    for (var permission : Files.getPosixFilePermissions(file)) {
      if (TOO_OPEN.contains(permission)) {
        throw new IllegalArgumentException(
            file + " may be read by others, or written by its group: chmod 600 it");
      }
    }
    if (Files.size(file) > PlainFile.MOST_SECRET_OCTETS) {
      throw new IllegalArgumentException(file + " is too long for a token");
    }
    return of(new String(PlainFile.read(file, PlainFile.MOST_SECRET_OCTETS), UTF_8).strip());
  }

  /// Returns the token `text`.
  ///
  /// @throws IllegalArgumentException when it is no good token
  static AdminToken of(String text) {
    if (text.length() < LEAST_CHARACTERS) {
      throw new IllegalArgumentException(
          "the token needs at least 20 characters: `openssl rand -hex 32` makes one");
    }
    if (text.chars().anyMatch(c -> c <= ' ' || c > '~')) {
      throw new IllegalArgumentException("the token must be one word of printable ASCII");
    }
    return new AdminToken(sha256(text));
  }

  /// Whether this is the token, in a time that does not depend on how much of it is right.
  public boolean matches(String text) {
    return MessageDigest.isEqual(digest, sha256(text));
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof AdminToken token && MessageDigest.isEqual(digest, token.digest);
  }

  @Override
  public int hashCode() {
    return digest[0];
  }

  @Override
  public String toString() {
    return "(secret)";
  }
}
