package org.pharosdns.health.dns;

import java.io.ByteArrayOutputStream;

/// What is asked, in class IN. A value.
///
/// @param name in presentation format (RFC 1035 section 5.1), with or without the final dot
/// @param type the number of the record type, 1 to 65535
public record DnsQuestion(String name, int type) {
  /// The type of IPv4 addresses.
  public static final int A = 1;

  /// The type of IPv6 addresses.
  public static final int AAAA = 28;

  private static final int RECURSION_DESIRED = 0x01;
  private static final int LONGEST_LABEL = 63;
  private static final int LONGEST_NAME = 255;

  /// Throws IllegalArgumentException for a name that cannot be asked.
  public DnsQuestion {
    wireName(name);
  }

  /// Returns the query: header, question, nothing else.
  ///
  /// @param id 0 to 65535
  public byte[] query(int id) {
    var out = new ByteArrayOutputStream(64);
    out.writeBytes(
        new byte[] {(byte) (id >> 8), (byte) id, RECURSION_DESIRED, 0, 0, 1, 0, 0, 0, 0, 0, 0});
    out.writeBytes(wireName(name));
    out.writeBytes(new byte[] {(byte) (type >> 8), (byte) type, 0, 1});
    return out.toByteArray();
  }

  private static byte[] wireName(String text) {
    var out = new ByteArrayOutputStream(text.length() + 2);
    var label = new ByteArrayOutputStream(LONGEST_LABEL);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '.') {
        endLabel(text, label, out);
      } else if (c != '\\') {
        label.write(octet(text, c));
      } else if (i + 3 < text.length() && text.substring(i + 1, i + 4).matches("[0-9]{3}")) {
        label.write(octet(text, Integer.parseInt(text.substring(i + 1, i + 4))));
        i += 3;
      } else if (++i < text.length()) {
        label.write(octet(text, text.charAt(i)));
      }
    }
    if (label.size() > 0) {
      endLabel(text, label, out);
    }
    out.write(0);
    if (out.size() > LONGEST_NAME) {
      throw new IllegalArgumentException("the name is longer than 255 octets: \"" + text + '"');
    }
    return out.toByteArray();
  }

  private static int octet(String text, int value) {
    if (value > 0xff) {
      throw new IllegalArgumentException("no octet in the name \"" + text + '"');
    }
    return value;
  }

  private static void endLabel(
      String text, ByteArrayOutputStream label, ByteArrayOutputStream out) {
    boolean root = label.size() == 0 && text.equals(".");
    if (!root && (label.size() == 0 || label.size() > LONGEST_LABEL)) {
      throw new IllegalArgumentException("a label of 1 to 63 octets is wanted: \"" + text + '"');
    }
    if (!root) {
      out.write(label.size());
      out.writeBytes(label.toByteArray());
      label.reset();
    }
  }
}
