package org.pharosdns.cli.geo;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Writes a small MaxMind database of version 2.0: a binary search tree over the bits of an address
/// with records of 24 bits, the data of its leaves, and what describes both.
public final class GeoFile {
  private static final int BITS = 128;
  private static final int IPV4_OFFSET = 96;
  private static final int EMPTY = -1;
  private static final byte[] SEPARATOR = new byte[16];
  private static final byte[] MARKER =
      "\u00ab\u00cd\u00efMaxMind.com".getBytes(StandardCharsets.ISO_8859_1);

  /// Per node its two children: a node, {@link #EMPTY}, or −2 − the offset of data.
  private final List<int[]> nodes = new ArrayList<>(List.of(new int[] {EMPTY, EMPTY}));

  private final ByteArrayOutputStream data = new ByteArrayOutputStream();

  /// Says where a network is, such as `192.0.2.0/24`; networks must not overlap.
  public GeoFile add(String network, String country, String continent) {
    var slash = network.indexOf('/');
    var octets = InetAddress.ofLiteral(network.substring(0, slash)).getAddress();
    var offset = octets.length == 4 ? IPV4_OFFSET : 0;
    var bits = offset + Integer.parseInt(network.substring(slash + 1));
    var leaf = -2 - data.size();
    var found = new LinkedHashMap<String, Object>();
    found.put("continent", Map.of("code", continent));
    found.put("country", Map.of("iso_code", country));
    write(data, found);
    var node = 0;
    for (var i = 0; i < bits; i++) {
      var bit = i < offset ? 0 : octets[(i - offset) / 8] >>> (7 - (i - offset) % 8) & 1;
      var children = nodes.get(node);
      if (i == bits - 1) {
        children[bit] = leaf;
      } else {
        if (children[bit] == EMPTY) {
          children[bit] = nodes.size();
          nodes.add(new int[] {EMPTY, EMPTY});
        }
        node = children[bit];
      }
    }
    return this;
  }

  /// Writes the database and returns its path.
  public Path write(Path file) throws IOException {
    var out = new ByteArrayOutputStream();
    for (var children : nodes) {
      for (var child : children) {
        var record =
            child >= 0 ? child : child == EMPTY ? nodes.size() : nodes.size() + 16 - 2 - child;
        out.writeBytes(new byte[] {(byte) (record >> 16), (byte) (record >> 8), (byte) record});
      }
    }
    out.writeBytes(SEPARATOR);
    out.writeBytes(data.toByteArray());
    out.writeBytes(MARKER);
    write(out, metadata());
    return Files.write(file, out.toByteArray());
  }

  private Map<String, Object> metadata() {
    var metadata = new LinkedHashMap<String, Object>();
    metadata.put("binary_format_major_version", (short) 2);
    metadata.put("binary_format_minor_version", (short) 0);
    metadata.put("build_epoch", 1_700_000_000L);
    metadata.put("database_type", "GeoLite2-Country");
    metadata.put("description", Map.of("en", "made by a test"));
    metadata.put("ip_version", (short) (BITS == 128 ? 6 : 4));
    metadata.put("languages", List.of("en"));
    metadata.put("node_count", nodes.size());
    metadata.put("record_size", (short) 24);
    return metadata;
  }

  /// Control octet (type and size), then the value.
  private static void write(ByteArrayOutputStream out, Object value) {
    switch (value) {
      case String text -> {
        out.write(2 << 5 | text.length());
        out.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
      }
      case Short number -> {
        out.write(5 << 5 | 2);
        out.write(number >> 8);
        out.write(number);
      }
      case Integer number -> {
        out.write(6 << 5 | 4);
        for (var shift = 24; shift >= 0; shift -= 8) {
          out.write(number >> shift);
        }
      }
      case Long number -> {
        out.write(8);
        out.write(9 - 7);
        for (var shift = 56; shift >= 0; shift -= 8) {
          out.write((int) (number >> shift));
        }
      }
      case List<?> list -> {
        out.write(list.size());
        out.write(11 - 7);
        list.forEach(element -> write(out, element));
      }
      case Map<?, ?> map -> {
        out.write(7 << 5 | map.size());
        map.forEach(
            (key, inner) -> {
              write(out, key);
              write(out, inner);
            });
      }
      default -> throw new IllegalArgumentException(value.toString());
    }
  }
}
