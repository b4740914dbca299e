package org.pharosdns.zone.edit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/// Stretches of a file and what shall stand in their place; all other octets stay.
final class Splices {
  private record Splice(int from, int to, String text) {
    int growth() {
      return text.length() - (to - from);
    }
  }

  private final List<Splice> splices = new ArrayList<>();

  /// By the place of a splice how much longer the text is behind it; empty until it is asked
  /// for.
  private final NavigableMap<Integer, Integer> shifts = new TreeMap<>();

  /// Puts `text` in the place of the octets `from` to before `to`. Stretches must not overlap;
  /// insertions at one place stay in the order in which they came.
  ///
  /// @param text one character an octet
  void replace(int from, int to, String text) {
    splices.add(new Splice(from, to, text));
    shifts.clear();
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

  /// Returns where what stood at `at`, in front of all that is spliced from there on, stands after
  /// all replacements.
  int begin(int at) {
    return at + shift(at - 1);
  }

  /// Returns where what ended at `at` ends after all replacements, what is inserted there included.
  int end(int at) {
    return at + shift(at);
  }

  private int shift(int last) {
    if (shifts.isEmpty()) {
      sumUp();
    }
    var nearest = shifts.floorEntry(last);
    return nearest == null ? 0 : nearest.getValue();
  }

  private void sumUp() {
    splices.sort(Comparator.comparingInt(Splice::from));
    var sum = 0;
    for (var each : splices) {
      sum += each.growth();
      shifts.put(each.from, sum);
    }
  }

  /// Returns the octets of the file after all replacements.
  byte[] apply(byte[] octets) {
    splices.sort(Comparator.comparingInt(Splice::from));
    var out = ByteBuffer.allocate(end(octets.length));
    var copied = 0;
    for (var each : splices) {
      out.put(octets, copied, each.from - copied);
      out.put(each.text.getBytes(StandardCharsets.ISO_8859_1));
      copied = each.to;
    }
    out.put(octets, copied, octets.length - copied);
    return out.array();
  }
}
