package org.pharosdns.zone.edit;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Stretches of a file and what shall stand in their place; all other octets stay.
final class Splices {
  private record Splice(int from, int to, String text) {}

  private final List<Splice> splices = new ArrayList<>();

  /// Puts `text` in the place of the octets `from` to before `to`. Stretches must not overlap;
  /// insertions at one place stay in the order in which they came.
  ///
  /// @param text one character an octet
  void replace(int from, int to, String text) {
    splices.add(new Splice(from, to, text));
  }

  void insert(int at, String text) {
    replace(at, at, text);
  }

  void delete(int from, int to) {
    replace(from, to, "");
  }

  boolean isEmpty() {
    return splices.isEmpty();
  }

  /// Returns the octets of the file after all replacements.
  byte[] apply(byte[] octets) {
    splices.sort(Comparator.comparingInt(Splice::from));
    var more = splices.stream().mapToInt(each -> each.text.length()).sum();
    var out = new ByteArrayOutputStream(octets.length + more);
    var copied = 0;
    for (var each : splices) {
      out.write(octets, copied, each.from - copied);
      out.writeBytes(each.text.getBytes(StandardCharsets.ISO_8859_1));
      copied = each.to;
    }
    out.write(octets, copied, octets.length - copied);
    return out.toByteArray();
  }
}
