package org.pharosdns.conformance;

import java.io.ByteArrayOutputStream;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.pharosdns.dns.wire.DnsName;

/// A question, from its parts to octets.
///
/// @param flags the 16 bits after the ID; the opcode is in 0x7800
/// @param udpPayload what OPT offers in octets, or −1 for no OPT
/// @param ednsFlags 0x8000 is DO
/// @param ednsOptions in wire form (RFC 6891 section 6.1.2)
/// @param shape how the message departs from one question
/// @param tcp whether to ask over TCP
public record Ask(
    DnsName name,
    int type,
    int dnsClass,
    int flags,
    int udpPayload,
    int ednsVersion,
    int ednsFlags,
    String ednsOptions,
    Shape shape,
    boolean tcp) {
  /// Returns the plain question that `text` says as `NAME TYPE`.
  public static Ask of(String text) {
    var space = text.lastIndexOf(' ');
    return of(DnsName.parse(text.substring(0, space)), TypeNames.number(text.substring(space + 1)));
  }

  /// Returns the plain question for `name` and `type`, class IN, over UDP.
  public static Ask of(DnsName name, int type) {
    return new Ask(name, type, 1, 0, -1, 0, 0, "", Shape.PLAIN, false);
  }

  /// Returns this question with OPT offering `octets`.
  public Ask payload(int octets) {
    return new Ask(
        name, type, dnsClass, flags, octets, ednsVersion, ednsFlags, ednsOptions, shape, tcp);
  }

  /// Returns this question with OPT of that version, flags and options in hex.
  public Ask edns(int version, int flagBits, String options) {
    var octets = udpPayload < 0 ? 1232 : udpPayload;
    return new Ask(name, type, dnsClass, flags, octets, version, flagBits, options, shape, tcp);
  }

  /// Returns this question with those header flags.
  public Ask flags(int bits) {
    return new Ask(
        name, type, dnsClass, bits, udpPayload, ednsVersion, ednsFlags, ednsOptions, shape, tcp);
  }

  /// Returns this question in that class.
  public Ask inClass(int number) {
    return new Ask(
        name, type, number, flags, udpPayload, ednsVersion, ednsFlags, ednsOptions, shape, tcp);
  }

  /// Returns this question in a message of that shape.
  public Ask shaped(Shape form) {
    return new Ask(
        name, type, dnsClass, flags, udpPayload, ednsVersion, ednsFlags, ednsOptions, form, tcp);
  }

  /// Returns this question over TCP.
  public Ask overTcp() {
    return new Ask(
        name, type, dnsClass, flags, udpPayload, ednsVersion, ednsFlags, ednsOptions, shape, true);
  }

  /// Whether there is an OPT record.
  public boolean hasEdns() {
    return udpPayload >= 0;
  }

  /// Whether this is one question of class IN with opcode QUERY and RCODE 0, without options of
  /// EDNS
  /// or a version other than 0.
  public boolean isOrdinary() {
    return (flags & 0x780f) == 0
        && dnsClass == 1
        && ednsVersion <= 0
        && ednsOptions.isEmpty()
        && shape.equals(Shape.PLAIN);
  }

  /// Returns the message.
  public byte[] octets(int id) {
    var out = new ByteArrayOutputStream();
    pair(out, id);
    pair(out, flags);
    pair(out, shape.questions());
    pair(out, shape.answers());
    pair(out, shape.authorities());
    pair(out, shape.additionals() + (hasEdns() ? 1 : 0));
    for (var i = 0; i < shape.copies(); i++) {
      out.writeBytes(name.wire());
      pair(out, type);
      pair(out, dnsClass);
    }
    if (hasEdns()) {
      var options = HexFormat.of().parseHex(ednsOptions);
      out.write(0);
      pair(out, 41);
      pair(out, udpPayload);
      pair(out, ednsVersion);
      pair(out, ednsFlags);
      pair(out, options.length);
      out.writeBytes(options);
    }
    out.writeBytes(HexFormat.of().parseHex(shape.tail()));
    return out.toByteArray();
  }

  private static void pair(ByteArrayOutputStream out, int value) {
    out.write(value >>> 8);
    out.write(value);
  }

  /// Returns what `dig` would be told.
  @Override
  public String toString() {
    var text = new StringBuilder().append(name).append(' ').append(TypeNames.text(type));
    note(text, dnsClass == 1 ? null : "class " + dnsClass);
    note(text, flags == 0 ? null : "flags 0x%04x".formatted(flags));
    note(text, hasEdns() ? "edns " + ednsVersion + " payload " + udpPayload : null);
    note(text, ednsFlags == 0 ? null : "edns flags 0x%04x".formatted(ednsFlags));
    note(text, ednsOptions.isEmpty() ? null : "options " + ednsOptions);
    note(text, shape.equals(Shape.PLAIN) ? null : shape.toString());
    return text.append(tcp ? ", tcp" : "").toString();
  }

  private static void note(StringBuilder text, @Nullable String what) {
    if (what != null) {
      text.append(", ").append(what);
    }
  }
}
