package org.pharosdns.cli.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pharosdns.dns.tsig.TsigAlgorithm;
import org.pharosdns.dns.tsig.TsigKey;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.zone.model.Problem;

/// Reads `[key.NAME]`: the TSIG keys. No message repeats a secret.
final class KeyReader {
  private static final Keys KEYS = new Keys(Set.of("algorithm", "secret", "secret_file"), Map.of());

  private KeyReader() {}

  /// Returns the keys by name, in the order of the file. One with problems is there too when its
  /// name is right, so that nobody who uses it is told that it is missing.
  static Map<DnsName, @Nullable TsigKey> readAll(TomlTable root) {
    var keys = new LinkedHashMap<DnsName, @Nullable TsigKey>();
    root.tables("key")
        .forEach(
            (name, table) -> {
              table.allow(KEYS);
              try {
                var owner = DnsName.parse(name);
                if (keys.containsKey(owner)) {
                  table.add(table.place().error("key " + owner + " has two entries"));
                }
                keys.put(owner, read(owner, table));
              } catch (IllegalArgumentException e) {
                table.add(table.place().error("\"" + name + "\": " + e.getMessage()));
              }
            });
    return keys;
  }

  private static @Nullable TsigKey read(DnsName name, TomlTable table) {
    var algorithm =
        table.has("algorithm")
            ? table.parsed("algorithm", "text", KeyReader::algorithm)
            : TsigAlgorithm.HMAC_SHA256;
    if (table.has("secret") == table.has("secret_file")) {
      table.add(table.place().error("a key needs either secret or secret_file"));
      return null;
    }
    var file = table.path("secret_file");
    var secret = file == null ? secret(table) : secret(table, file);
    return algorithm == null || secret == null ? null : new TsigKey(name, algorithm, secret);
  }

  private static TsigAlgorithm algorithm(String text) {
    if (text.toLowerCase(Locale.ROOT).startsWith("hmac-md5")) {
      throw new IllegalArgumentException(
          "hmac-md5 is broken and not supported: make a new key with hmac-sha256");
    }
    return TsigAlgorithm.of(text)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "algorithm must be one of \"hmac-sha256\", \"hmac-sha384\", \"hmac-sha512\","
                        + " \"hmac-sha1\", not \""
                        + text
                        + "\""));
  }

  /// A problem here does not show its line.
  private static byte @Nullable [] secret(TomlTable table) {
    var text = table.text("secret");
    try {
      return text == null ? null : secret(text);
    } catch (IllegalArgumentException e) {
      var problem = table.place("secret").error(String.valueOf(e.getMessage()));
      table.add(Problem.error(problem.file(), problem.line(), problem.column(), problem.message()));
      return null;
    }
  }

  private static byte @Nullable [] secret(TomlTable table, Path file) {
    try {
      if (Files.size(file) > PlainFile.MOST_SECRET_OCTETS) {
        throw new IllegalArgumentException(file + " is too long for a secret");
      }
      var octets = PlainFile.read(file, PlainFile.MOST_SECRET_OCTETS);
      return secret(new String(octets, StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      table.error("secret_file", "the secret cannot be read: " + file + ": " + PlainFile.reason(e));
    } catch (IllegalArgumentException e) {
      table.error("secret_file", file + ": " + e.getMessage());
    }
    return null;
  }

  private static byte[] secret(String text) {
    byte[] secret;
    try {
      secret = Base64.getDecoder().decode(text.strip());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("the secret is not base64", e);
    }
    if (secret.length == 0) {
      throw new IllegalArgumentException("the secret is empty");
    }
    return secret;
  }
}
