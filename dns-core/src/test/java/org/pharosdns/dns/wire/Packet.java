package org.pharosdns.dns.wire;

import java.io.ByteArrayOutputStream;

/// A message put together octet by octet, right or wrong.
public final class Packet {
  public static final int ID = 0x1234;

  private final ByteArrayOutputStream octets = new ByteArrayOutputStream();

  private Packet(int flags, int questions, int answers, int authorities, int additionals) {
    u16(ID).u16(flags).u16(questions).u16(answers).u16(authorities).u16(additionals);
  }

  /// A header with these flags and counts.
  public static Packet header(
      int flags, int questions, int answers, int authorities, int additionals) {
    return new Packet(flags, questions, answers, authorities, additionals);
  }

  /// A query with one question of class IN and `additionals` records to come.
  public static Packet query(String name, int type, int additionals) {
    return header(0, 1, 0, 0, additionals).question(name, type, RecordClass.IN);
  }

  /// A query with one question of class IN and nothing else.
  public static Packet query(String name, int type) {
    return query(name, type, 0);
  }

  public Packet question(String name, int type, int recordClass) {
    return name(name).u16(type).u16(recordClass);
  }

  public Packet name(String name) {
    return raw(DnsName.parse(name).wire());
  }

  public Packet u8(int value) {
    octets.write(value);
    return this;
  }

  public Packet u16(int value) {
    return u8(value >>> 8).u8(value);
  }

  public Packet i32(int value) {
    return u16(value >>> 16).u16(value);
  }

  public Packet raw(byte... more) {
    octets.writeBytes(more);
    return this;
  }

  /// An OPT record of version 0 with a payload of 1232 octets.
  public Packet opt(byte[]... options) {
    return opt(1232, 0, options);
  }

  /// An OPT record; `ttl` holds extended RCODE, version and flags.
  public Packet opt(int payload, int ttl, byte[]... options) {
    var length = 0;
    for (var option : options) {
      length += option.length;
    }
    u8(0).u16(RecordType.OPT).u16(payload).i32(ttl).u16(length);
    for (var option : options) {
      raw(option);
    }
    return this;
  }

  /// The octets of an EDNS option.
  public static byte[] option(int code, int... data) {
    var option = new byte[4 + data.length];
    Octets.putU16(option, 0, code);
    Octets.putU16(option, 2, data.length);
    for (var i = 0; i < data.length; i++) {
      option[4 + i] = (byte) data[i];
    }
    return option;
  }

  /// A record of class IN with TTL 0.
  public Packet record(String owner, int type, byte... rdata) {
    return name(owner).u16(type).u16(RecordClass.IN).i32(0).u16(rdata.length).raw(rdata);
  }

  /// A TSIG record with a MAC of 16 octets.
  public Packet tsig(String key, String algorithm) {
    var algorithmName = DnsName.parse(algorithm);
    name(key).u16(RecordType.TSIG).u16(RecordClass.ANY).i32(0);
    u16(algorithmName.octets() + 32).raw(algorithmName.wire());
    u16(0).i32(1_700_000_000).u16(300).u16(16).raw(new byte[16]).u16(ID).u16(0).u16(0);
    return this;
  }

  public byte[] octets() {
    return octets.toByteArray();
  }
}
