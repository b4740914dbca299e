package org.pharosdns.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Objects;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.zone.compile.CompiledZone;
import org.pharosdns.zone.load.LoadLimits;
import org.pharosdns.zone.load.ZoneLoader;
import org.pharosdns.zone.model.ZoneContents;

/// The zone that is asked in all benchmarks, and questions about it.
final class Shop {
  static final DnsName APEX = DnsName.parse("example.com.");

  private static final String HEAD =
      """
      $TTL 300
      @ SOA ns1 host 1 3600 600 86400 300
      @ NS ns1
      @ MX 10 mail
      ns1 A 127.0.0.1
      mail A 127.0.0.2
      www A 127.0.0.11
      www A 127.0.0.12
      www A 127.0.0.13
      www A 127.0.0.14
      alias CNAME www
      """;

  private Shop() {}

  /// Returns the zone with `hosts` more names: host0, host1 and so on.
  static ZoneContents contents(int hosts) {
    var text = new StringBuilder(HEAD);
    for (var i = 0; i < hosts; i++) {
      text.append(
          "host" + i + " A 10." + (i >> 16) + "." + (i >> 8 & 255) + "." + (i & 255) + "\n");
    }
    try {
      var file = Files.createTempFile("bench", ".zone");
      Files.writeString(file, text);
      var contents = ZoneLoader.load(file, APEX, LoadLimits.DEFAULTS).contents();
      Files.delete(file);
      return Objects.requireNonNull(contents);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static CompiledZone zone(int hosts) {
    return CompiledZone.compile(contents(hosts), List.of());
  }

  /// Returns a question of class IN without EDNS.
  static byte[] query(String label, int type) {
    var query = new ByteArrayOutputStream();
    query.writeBytes(new byte[] {0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0});
    query.write(label.length());
    query.writeBytes(label.getBytes(US_ASCII));
    query.writeBytes(APEX.wire());
    query.writeBytes(new byte[] {0, (byte) type, 0, 1});
    return query.toByteArray();
  }
}
