package org.pharosdns.cli.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pharosdns.cli.config.PlainFile;
import org.pharosdns.dns.cookie.ServerCookies;
import org.pharosdns.dns.wire.Entropy;
import org.pharosdns.health.monitor.DurableFile;

/// The file of the cookie secrets: a line of 32 hexadecimal digits for each, the first one makes
/// new cookies. To roll, put a new first line, and drop the old one an hour later; to serve behind
/// one address with several servers, give all the same file (RFC 9018 section 5).
///
/// @param given whether the configuration names it: then nothing is ever written there
record CookieSecrets(Path file, boolean given) {
  private static final int MOST_OCTETS = 64 << 10;

  /// Returns the file that the configuration names, else one in the state folder.
  static CookieSecrets of(@Nullable Path given, Path state) {
    return given == null
        ? new CookieSecrets(state.resolve("cookie-secret"), false)
        : new CookieSecrets(given, true);
  }

  /// Returns the secrets. Where the state folder has no file, or an empty one, makes one with a
  /// fresh secret that only its owner may read.
  ///
  /// @throws IOException when the file cannot be read or made, or says something else
  List<byte[]> read() throws IOException {
    if (!given && (Files.notExists(file) || Files.size(file) == 0)) {
      create();
    }
    var secrets = new ArrayList<byte[]>();
    var text = new String(PlainFile.read(file, MOST_OCTETS), StandardCharsets.ISO_8859_1);
    for (var line : text.lines().toList()) {
      if (!line.isBlank()) {
        secrets.add(secret(line.strip()));
      }
    }
    if (secrets.isEmpty()) {
      throw new IOException(file + " holds no secret");
    }
    return secrets;
  }

  private byte[] secret(String line) throws IOException {
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

  /// The file is there whole or not at all, whatever the disk does.
  private void create() throws IOException {
    var secret = new byte[ServerCookies.SECRET_OCTETS];
    new Entropy().nextBytes(secret);
    DurableFile.writeSecret(file, HexFormat.of().formatHex(secret) + "\n");
  }
}
