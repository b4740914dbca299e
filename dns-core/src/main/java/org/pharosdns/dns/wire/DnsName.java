package org.pharosdns.dns.wire;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A domain name in uncompressed wire form (RFC 1035 section 3.1), case kept as written.
///
/// At most 255 octets, labels of 1 to 63 octets, always absolute (ends in the root label).
/// Equality, hash and order ignore the case of ASCII letters; the order is the canonical one of RFC
/// 4034 section 6.1. Immutable. Not for the query path, which works on octets in place.
public final class DnsName implements Comparable<DnsName> {
  /// The longest name, in octets, root label included.
  public static final int MAX_OCTETS = 255;

  /// The longest label, in octets.
  public static final int MAX_LABEL_OCTETS = 63;

  /// The root, `.`.
  public static final DnsName ROOT = new DnsName(new byte[1]);

  private final byte[] wire;

  private DnsName(byte[] wire) {
    this.wire = wire;
  }

  /// Returns the name whose uncompressed wire form starts at `offset`.
  ///
  /// @throws IllegalArgumentException when the octets are no uncompressed name
  public static DnsName ofWire(byte[] octets, int offset) {
    var end = offset;
    while (end < octets.length && octets[end] != 0) {
      var length = octets[end] & 0xff;
      if (length > MAX_LABEL_OCTETS) {
        throw new IllegalArgumentException("label of " + length + " octets");
      }
      end += 1 + length;
    }
    if (end >= octets.length || end + 1 - offset > MAX_OCTETS) {
      throw new IllegalArgumentException("name does not end within 255 octets");
    }
    return new DnsName(Arrays.copyOfRange(octets, offset, end + 1));
  }

  /// Returns the absolute name that `text` says in presentation format; a final dot may be missing.
  ///
  /// @throws IllegalArgumentException with a sentence for the operator when it is no name
  public static DnsName parse(String text) {
    return parse(text, ROOT);
  }

  /// Returns the name that `text` says relative to `origin`; `@` is the origin itself.
  ///
  /// @throws IllegalArgumentException with a sentence for the operator when it is no name
  public static DnsName parse(String text, DnsName origin) {
    return switch (text) {
      case "@" -> origin;
      case "." -> ROOT;
      case "" -> throw new IllegalArgumentException("empty name");
      default -> parseLabels(text.getBytes(StandardCharsets.UTF_8), origin);
    };
  }

  private static DnsName parseLabels(byte[] text, DnsName origin) {
    var wire = new ByteArrayOutputStream();
    var label = new ByteArrayOutputStream();
    var absolute = false;
    for (var i = 0; i < text.length; i++) {
      absolute = false;
      if (text[i] == '.') {
        endLabel(label, wire);
        absolute = true;
      } else if (text[i] == '\\') {
        label.write(escaped(text, i));
        i += Character.isDigit(text[i + 1]) ? 3 : 1;
      } else {
        label.write(text[i]);
      }
    }
    if (!absolute) {
      endLabel(label, wire);
    }
    wire.writeBytes(absolute ? ROOT.wire : origin.wire);
    if (wire.size() > MAX_OCTETS) {
      throw new IllegalArgumentException(
          "name of " + wire.size() + " octets; at most 255 are allowed (RFC 1035 section 2.3.4)");
    }
    return new DnsName(wire.toByteArray());
  }

  private static void endLabel(ByteArrayOutputStream label, ByteArrayOutputStream wire) {
    if (label.size() == 0) {
      throw new IllegalArgumentException("empty label (two dots in a row, or a leading dot)");
    }
    if (label.size() > MAX_LABEL_OCTETS) {
      throw new IllegalArgumentException(
          "label of " + label.size() + " octets; at most 63 are allowed (RFC 1035 section 2.3.4)");
    }
    wire.write(label.size());
    wire.writeBytes(label.toByteArray());
    label.reset();
  }

  private static int escaped(byte[] text, int backslash) {
    if (backslash + 1 >= text.length) {
      throw new IllegalArgumentException("backslash at the end of a name");
    }
    if (!Character.isDigit(text[backslash + 1])) {
      return text[backslash + 1];
    }
    var value = 0;
    for (var i = 1; i <= 3; i++) {
      if (backslash + i >= text.length || !Character.isDigit(text[backslash + i])) {
        throw new IllegalArgumentException("\\DDD needs three decimal digits");
      }
      value = value * 10 + text[backslash + i] - '0';
    }
    if (value > 255) {
      throw new IllegalArgumentException("\\" + value + " is more than 255");
    }
    return value;
  }

  /// Returns a copy of the wire form, 1 to 255 octets.
  public byte[] wire() {
    return wire.clone();
  }

  /// Returns the length of the wire form in octets, 1 (the root) to 255.
  public int octets() {
    return wire.length;
  }

  /// Returns the number of labels, root label not counted: 0 to 127.
  public int labels() {
    var labels = 0;
    for (var i = 0; wire[i] != 0; i += 1 + wire[i]) {
      labels++;
    }
    return labels;
  }

  /// Returns whether this is the root.
  public boolean isRoot() {
    return wire.length == 1;
  }

  /// Returns whether the leftmost label is `*` (RFC 4592 section 2.1.1).
  public boolean isWildcard() {
    return wire.length > 2 && wire[0] == 1 && wire[1] == '*';
  }

  /// Returns the name without its leftmost label.
  ///
  /// @throws IllegalStateException for the root
  public DnsName parent() {
    if (isRoot()) {
      throw new IllegalStateException("the root has no parent");
    }
    return new DnsName(Arrays.copyOfRange(wire, 1 + wire[0], wire.length));
  }

  /// Returns what a map has for this name, else for the nearest name above it; null for neither.
  public <T> @Nullable T nearestIn(Map<DnsName, T> values) {
    for (var at = this; ; at = at.parent()) {
      var value = values.get(at);
      if (value != null || at.isRoot()) {
        return value;
      }
    }
  }

  /// Returns the name with `label` (1 to 63 octets of ASCII) put in front.
  ///
  /// @throws IllegalArgumentException when the result is too long
  public DnsName child(String label) {
    var octets = label.getBytes(StandardCharsets.US_ASCII);
    if (octets.length < 1 || octets.length > MAX_LABEL_OCTETS) {
      throw new IllegalArgumentException("label of " + octets.length + " octets");
    }
    if (wire.length + 1 + octets.length > MAX_OCTETS) {
      throw new IllegalArgumentException("name over 255 octets");
    }
    var child = new byte[1 + octets.length + wire.length];
    child[0] = (byte) octets.length;
    System.arraycopy(octets, 0, child, 1, octets.length);
    System.arraycopy(wire, 0, child, 1 + octets.length, wire.length);
    return new DnsName(child);
  }

  /// Returns whether this name is `ancestor` or below it.
  public boolean isAtOrBelow(DnsName ancestor) {
    var skip = wire.length - ancestor.wire.length;
    if (skip < 0) {
      return false;
    }
    var label = 0;
    while (label < skip) {
      label += 1 + wire[label];
    }
    return label == skip && equalOctets(wire, skip, ancestor.wire);
  }

  /// Returns this name as it is written relative to `origin`: `@`, `www`, or absolute when outside.
  public String relativeTo(DnsName origin) {
    if (equals(origin)) {
      return "@";
    }
    if (origin.isRoot() || !isAtOrBelow(origin)) {
      return toString();
    }
    return text(wire.length - origin.wire.length, false);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof DnsName name
        && name.wire.length == wire.length
        && equalOctets(wire, 0, name.wire);
  }

  @Override
  public int hashCode() {
    var hash = 1;
    for (var octet : wire) {
      hash = 31 * hash + lower(octet);
    }
    return hash;
  }

  /// Orders as RFC 4034 section 6.1 says: by labels from the right, as unsigned lower-case octets.
  @Override
  public int compareTo(DnsName other) {
    var mine = labelOffsets();
    var theirs = other.labelOffsets();
    for (var i = 1; i <= Math.min(mine.length, theirs.length); i++) {
      var order = compareLabels(mine[mine.length - i], other.wire, theirs[theirs.length - i]);
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(mine.length, theirs.length);
  }

  private int compareLabels(int mine, byte[] other, int theirs) {
    var shorter = Math.min(wire[mine], other[theirs]);
    for (var i = 1; i <= shorter; i++) {
      var order = Integer.compare(lower(wire[mine + i]), lower(other[theirs + i]));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(wire[mine], other[theirs]);
  }

  private int[] labelOffsets() {
    var offsets = new int[labels()];
    for (int i = 0, label = 0; wire[i] != 0; i += 1 + wire[i]) {
      offsets[label++] = i;
    }
    return offsets;
  }

  /// Returns the absolute presentation format, with `\DDD` and `\.` where needed.
  @Override
  public String toString() {
    return isRoot() ? "." : text(wire.length - 1, true);
  }

  private String text(int end, boolean finalDot) {
    var text = new StringBuilder();
    for (var i = 0; i < end; i += 1 + wire[i]) {
      if (i > 0) {
        text.append('.');
      }
      for (var k = 1; k <= wire[i]; k++) {
        appendEscaped(text, wire[i + k] & 0xff);
      }
    }
    return finalDot ? text.append('.').toString() : text.toString();
  }

  private static void appendEscaped(StringBuilder text, int octet) {
    if (octet <= ' ' || octet >= 0x7f) {
      text.append('\\').append((char) ('0' + octet / 100));
      text.append((char) ('0' + octet / 10 % 10)).append((char) ('0' + octet % 10));
    } else {
      if (".\\\"();@$".indexOf(octet) >= 0) {
        text.append('\\');
      }
      text.append((char) octet);
    }
  }

  private static boolean equalOctets(byte[] a, int from, byte[] b) {
    for (var i = 0; i < b.length; i++) {
      if (lower(a[from + i]) != lower(b[i])) {
        return false;
      }
    }
    return true;
  }

  private static int lower(byte octet) {
    return octet >= 'A' && octet <= 'Z' ? octet + 32 : octet & 0xff;
  }
}
