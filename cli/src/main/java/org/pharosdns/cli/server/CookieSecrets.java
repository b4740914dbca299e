package org.pharosdns.cli.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.pharosdns.dns.cookie.ServerCookies;
import org.pharosdns.dns.wire.Entropy;

/// The file of the cookie secrets: a line of 32 hexadecimal digits for each, the first one makes
/// new cookies. To roll, put a new first line, and drop the old one an hour later; to serve behind
/// one address with several servers, give all the same file (RFC 9018 section 5).
final class CookieSecrets {
  private CookieSecrets() {}

  /// Returns the secrets of `file`. Where there is no file, makes one with a fresh secret that only
  /// its owner may read.
  ///
  /// @throws IOException when the file cannot be read or made, or says something else
  static List<byte[]> readOrCreate(Path file) throws IOException {
    if (Files.notExists(file)) {
      create(file);
    }
    var secrets = new ArrayList<byte[]>();
    for (var line : Files.readAllLines(file, StandardCharsets.US_ASCII)) {
      if (!line.isBlank()) {
        secrets.add(secret(file, line.strip()));
      }
    }
    if (secrets.isEmpty()) {
      throw new IOException(file + " holds no secret");
    }
    return secrets;
  }

  private static byte[] secret(Path file, String line) throws IOException {
    try {
      var secret = HexFormat.of().parseHex(line);
      if (secret.length == ServerCookies.SECRET_OCTETS) {
        return secret;
      }
    } catch (IllegalArgumentException e) {
      throw new IOException(file + " must hold lines of 32 hexadecimal digits", e);
    }
    throw new IOException(file + " must hold lines of 32 hexadecimal digits");
  }

  private static void create(Path file) throws IOException {
    var secret = new byte[ServerCookies.SECRET_OCTETS];
    new Entropy().nextBytes(secret);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(
        file,
        HexFormat.of().formatHex(secret) + "\n",
        StandardCharsets.US_ASCII,
        StandardOpenOption.TRUNCATE_EXISTING);
  }
}
