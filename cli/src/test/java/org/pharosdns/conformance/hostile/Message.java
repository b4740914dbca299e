package org.pharosdns.conformance.hostile;

import java.io.ByteArrayOutputStream;
import java.util.HexFormat;
import org.pharosdns.dns.wire.DnsName;

/// A message put together octet by octet, right or wrong.
final class Message {
  static final int ID = 0x1234;

  private final ByteArrayOutputStream octets = new ByteArrayOutputStream();

  /// A header with these flags and counts.
  Message(int flags, int questions, int answers, int authorities, int additionals) {
    u16(ID).u16(flags).u16(questions).u16(answers).u16(authorities).u16(additionals);
  }

  /// A query for the address of www.a.test. and nothing else.
  static Message query() {
    return new Message(0, 1, 0, 0, 0).question("www.a.test.", 1, 1);
  }

  /// The same with so many additional records to come.
  static Message query(int additionals) {
    return new Message(0, 1, 0, 0, additionals).question("www.a.test.", 1, 1);
  }

  Message u8(int value) {
    octets.write(value);
    return this;
  }

  Message u16(int value) {
    return u8(value >>> 8).u8(value);
  }

  Message raw(byte... more) {
    octets.writeBytes(more);
    return this;
  }

  Message hex(String digits) {
    return raw(HexFormat.of().parseHex(digits));
  }

  Message question(String name, int type, int recordClass) {
    return raw(DnsName.parse(name).wire()).u16(type).u16(recordClass);
  }

  /// An OPT record whose RDATA are these octets.
  Message opt(int version, byte... rdata) {
    return u8(0).u16(41).u16(1232).u8(0).u8(version).u16(0).u16(rdata.length).raw(rdata);
  }

  /// An A record at the root.
  Message address() {
    return u8(0).u16(1).u16(1).u16(0).u16(60).u16(4).hex("c0000201");
  }

  int length() {
    return octets.size();
  }

  byte[] octets() {
    return octets.toByteArray();
  }
}
