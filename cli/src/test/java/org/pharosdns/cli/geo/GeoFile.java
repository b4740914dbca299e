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
/// with records of 24 bits or more, the data of its leaves, and what describes both.
public final class GeoFile {
  private static final int BITS = 128;
  private static final int IPV4_OFFSET = 96;
  private static final int EMPTY = -1;
  private static final byte[] SEPARATOR = new byte[16];
  private static final byte[] MARKER =
      "\u00ab\u00cd\u00efMaxMind.com".getBytes(StandardCharsets.ISO_8859_1);

  /// Per node its two children: a node, {@link #EMPTY}, or −2 − the offset of data.
  private final List<int[]> nodes = new ArrayList<>(List.of(new int[] {EMPTY, EMPTY}));

  private int recordBits = 24;
  private final ByteArrayOutputStream data = new ByteArrayOutputStream();

  /// Returns a file of 128 nodes, each twice the child of the one before: 2^128 networks, all in
  /// `DE`.
  static GeoFile doublingAtEachBit() {
    var file = new GeoFile().add("8000::/1", "DE", "EU");
    var leaf = file.nodes.getFirst()[1];
    file.nodes.clear();
    for (var i = 1; i < BITS; i++) {
      file.nodes.add(new int[] {i, i});
    }
    file.nodes.add(new int[] {leaf, leaf});
    return file;
  }

  /// Writes records of 24, 28 or 32 bits.
  GeoFile recordsOf(int bits) {
    recordBits = bits;
    return this;
  }

  /// Lets a network of IPv6 stand for all of IPv4, of which something has been said.
  GeoFile alias(String network) {
    add(network, new byte[0]);
    var ipv4 = 0;
    for (var i = 0; i < IPV4_OFFSET; i++) {
      ipv4 = nodes.get(ipv4)[0];
    }
    for (var children : nodes) {
      if (children[0] == -2 - data.size()) {
        children[0] = ipv4;
      }
    }
    return this;
  }

  /// Says where a network is, such as `192.0.2.0/24`; networks must not overlap.
  public GeoFile add(String network, String country, String continent) {
    var found = new LinkedHashMap<String, Object>();
    found.put("continent", Map.of("code", continent));
    found.put("country", Map.of("iso_code", country));
    return add(network, encoded(found));
  }

  /// Returns the octets of a value: text, a number, a list or a map.
  static byte[] encoded(Object value) {
    var out = new ByteArrayOutputStream();
    write(out, value);
    return out.toByteArray();
  }

  /// Gives a network a record of any octets, of which the first record begins at offset 0.
  GeoFile add(String network, byte[] found) {
    var slash = network.indexOf('/');
    var octets = InetAddress.ofLiteral(network.substring(0, slash)).getAddress();
    var offset = octets.length == 4 ? IPV4_OFFSET : 0;
    var bits = offset + Integer.parseInt(network.substring(slash + 1));
    var leaf = -2 - data.size();
    data.writeBytes(found);
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
      var left = record(children[0]);
      var right = record(children[1]);
      if (recordBits == 32) {
        out.write(left >> 24);
      }
      write24(out, left);
      if (recordBits == 28) {
        out.write(left >> 24 << 4 | right >> 24);
      } else if (recordBits == 32) {
        out.write(right >> 24);
      }
      write24(out, right);
    }
    out.writeBytes(SEPARATOR);
    out.writeBytes(data.toByteArray());
    out.writeBytes(MARKER);
    write(out, metadata());
    return Files.write(file, out.toByteArray());
  }

  private int record(int child) {
    if (child >= 0) {
      return child;
    }
    return child == EMPTY ? nodes.size() : nodes.size() + SEPARATOR.length - 2 - child;
  }

  private static void write24(ByteArrayOutputStream out, int record) {
    out.write(record >> 16);
    out.write(record >> 8);
    out.write(record);
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
    metadata.put("record_size", (short) recordBits);
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
