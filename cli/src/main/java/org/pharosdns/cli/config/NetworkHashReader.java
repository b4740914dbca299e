package org.pharosdns.cli.config;

import static java.util.Objects.requireNonNullElse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.dns.wire.SipHash;
import org.pharosdns.zone.steer.NetworkHash;

/// Reads `hash = { v4 = 24, v6 = 56, key_file = "…" }`.
///
/// Without a key file the key is made from the name of the zone: servers of one zone agree, and a
/// restart moves nobody, but the key is no secret.
///
/// @param apex of the zone
record NetworkHashReader(DnsName apex) {
  private static final Keys KEYS = new Keys(Set.of("v4", "v6", "key_file"), Map.of());
  private static final int LEAST_KEY_OCTETS = 16;

  /// Returns the default for what `table` does not set.
  NetworkHash read(TomlTable table) {
    var hash = table.has("hash") ? table.table("hash") : null;
    if (hash == null) {
      return new NetworkHash(NetworkHash.DEFAULT_V4, NetworkHash.DEFAULT_V6, zoneKey());
    }
    hash.allow(KEYS);
    return new NetworkHash(
        requireNonNullElse(hash.integer("v4", 1, 32), NetworkHash.DEFAULT_V4),
        requireNonNullElse(hash.integer("v6", 1, 128), NetworkHash.DEFAULT_V6),
        key(hash));
  }

  private SipHash zoneKey() {
    return NetworkHash.keyOf(("pharos " + apex).getBytes(StandardCharsets.UTF_8));
  }

  private SipHash key(TomlTable hash) {
    var file = hash.path("key_file");
    if (file == null) {
      return zoneKey();
    }
    try {
      return NetworkHash.keyOf(secret(file));
    } catch (IOException e) {
      hash.error("key_file", "the key cannot be read: " + PlainFile.reason(e));
    } catch (IllegalArgumentException e) {
      hash.error("key_file", String.valueOf(e.getMessage()));
    }
    return zoneKey();
  }

  /// Copies of a key differ in the blanks and line ends around it, if in anything.
  private static byte[] secret(Path file) throws IOException {
    if (Files.size(file) > PlainFile.MOST_SECRET_OCTETS) {
      throw new IllegalArgumentException(
          "the key has more than " + PlainFile.MOST_SECRET_OCTETS + " octets");
    }
    var octets = PlainFile.read(file, PlainFile.MOST_SECRET_OCTETS);
    var text = new String(octets, StandardCharsets.ISO_8859_1).strip();
    if (text.length() < LEAST_KEY_OCTETS) {
      throw new IllegalArgumentException("the key has fewer than " + LEAST_KEY_OCTETS + " octets");
    }
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
