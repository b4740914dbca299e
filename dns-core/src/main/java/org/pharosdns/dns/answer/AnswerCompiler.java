package org.pharosdns.dns.answer;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.dns.wire.Octets;
import org.pharosdns.dns.wire.RecordClass;
import org.pharosdns.dns.wire.RecordType;

/// Puts RRsets of one zone into wire form once and for all ({@link AnswerBlock}).
public final class AnswerCompiler {
  private static final int MAX_BODY_OCTETS = 65_535;
  private static final int POINTER_OCTETS = 2;

  private final Arena arena;
  private final DnsName apex;

  /// Creates a compiler that lays blocks of the zone `apex` down in `arena`.
  public AnswerCompiler(Arena arena, DnsName apex) {
    this.arena = arena;
    this.apex = apex;
  }

  /// Appends the block of an RRset, its references to additional records still empty: one for each
  /// of {@link AddressTargets#of} and each of {@link AddressTargets#additionalTypes}.
  ///
  /// @param owner as in the zone; a wildcard's records are placed under the name asked about
  /// @param rdata at least one, uncompressed
  /// @return where the block starts in the arena
  /// @throws IllegalArgumentException when the RRset has more than 65,535 octets
  public int append(DnsName owner, int type, int ttlSeconds, List<byte[]> rdata) {
    var block = arena.length();
    var targets = AddressTargets.of(apex, owner, type, rdata);
    var additionalTypes = AddressTargets.additionalTypes(type);
    arena.u16(type);
    arena.u16(rdata.size());
    arena.reserve(3 * 2);
    var body = new Body(owner, type);
    for (var record : rdata) {
      body.append(ttlSeconds, record);
    }
    for (var fixup : body.fixups.entrySet()) {
      arena.u16(fixup.getKey());
      arena.u16(fixup.getValue());
    }
    for (var target : targets) {
      for (var ignored : additionalTypes) {
        arena.u16(body.targetAt(target));
        arena.i32(0);
      }
    }
    Octets.putU16(arena.octets(), block + 4, body.length);
    Octets.putU16(arena.octets(), block + 6, body.fixups.size());
    Octets.putU16(arena.octets(), block + 8, targets.size() * additionalTypes.size());
    return block;
  }

  /// Whether RRsets of `type` are laid down by {@link #appendPlain}: their RDATA holds no name that
  /// an answer cares about.
  public static boolean isPlain(int type) {
    return RdataNames.compressible(type) == 0 && !RdataNames.hasAddressTarget(type);
  }

  /// Appends the block of an RRset of a plain type with its first record; {@link #addPlain} adds
  /// the others.
  ///
  /// @return where the block starts in the arena
  /// @throws IllegalArgumentException when the RRset has more than 65,535 octets
  public int appendPlain(int type, int ttlSeconds, byte[] source, int rdata, int octets) {
    var block = arena.length();
    appendPlainRecord(block, type, ttlSeconds, source, rdata, octets);
    return block;
  }

  /// Adds a record to the block that was appended last. The TTL of all its records becomes the
  /// lowest (RFC 2181 section 5.2).
  ///
  /// @throws IllegalArgumentException when the RRset has more than 65,535 octets
  public void addPlain(int block, int ttlSeconds, byte[] source, int rdata, int octets) {
    if (AnswerBlock.isBare(arena.octets(), block)) {
      giveHeader(block);
    }
    var type = AnswerBlock.type(arena.octets(), block);
    var body = block + AnswerBlock.HEADER_OCTETS;
    var record = appendPlainRecord(body, type, ttlSeconds, source, rdata, octets);
    var out = arena.octets();
    Octets.putU16(out, block + 2, AnswerBlock.records(out, block) + 1);
    Octets.putU16(out, block + 4, arena.length() - body);
    levelTtls(out, block, record, ttlSeconds);
  }

  /// Makes the bare block at the end of the arena one that can have more than one record.
  private void giveHeader(int block) {
    var octets = arena.length() - block;
    arena.reserve(AnswerBlock.HEADER_OCTETS);
    var out = arena.octets();
    System.arraycopy(out, block, out, block + AnswerBlock.HEADER_OCTETS, octets);
    Octets.putU16(out, block, Octets.u16(out, block + 2));
    Octets.putU16(out, block + 2, 1);
    Octets.putU16(out, block + 4, octets);
    Octets.putU16(out, block + 6, 0);
    Octets.putU16(out, block + 8, 0);
  }

  private int appendPlainRecord(
      int body, int type, int ttlSeconds, byte[] source, int rdata, int octets) {
    var record = arena.reserve(AnswerBlock.RECORD_FIXED_OCTETS + octets);
    if (arena.length() - body > MAX_BODY_OCTETS) {
      throw new IllegalArgumentException("an RRset has more than 65535 octets");
    }
    var out = arena.octets();
    Octets.putI32(out, record + 2, type << 16 | RecordClass.IN);
    Octets.putI32(out, record + 6, ttlSeconds);
    Octets.putU16(out, record + 10, octets);
    System.arraycopy(source, rdata, out, record + AnswerBlock.RECORD_FIXED_OCTETS, octets);
    return record;
  }

  private static void levelTtls(byte[] out, int block, int last, int ttlSeconds) {
    var first = block + AnswerBlock.HEADER_OCTETS;
    var before = Octets.i32(out, first + 6);
    if (ttlSeconds > before) {
      Octets.putI32(out, last + 6, before);
    } else if (ttlSeconds < before) {
      for (var at = first; at < last; ) {
        Octets.putI32(out, at + 6, ttlSeconds);
        at += AnswerBlock.RECORD_FIXED_OCTETS + Octets.u16(out, at + 10);
      }
    }
  }

  /// Appends the block that stands for steered RRset number `index`.
  ///
  /// @return where the block starts in the arena
  public int appendSteered(int type, int index) {
    var block = arena.length();
    arena.u16(type);
    arena.u16(0);
    arena.u16(Integer.BYTES);
    arena.u16(0);
    arena.u16(0);
    arena.i32(index);
    return block;
  }

  /// The records of one block, and what was learnt while laying them down.
  private final class Body {
    private final DnsName owner;
    private final int type;
    private final int start = arena.length();
    private final Map<Integer, Integer> fixups = new java.util.TreeMap<>();
    private final Map<DnsName, Integer> suffixes = new HashMap<>();
    private final Map<DnsName, Integer> hosts = new HashMap<>();
    private int length;

    Body(DnsName owner, int type) {
      this.owner = owner;
      this.type = type;
    }

    void append(int ttlSeconds, byte[] rdata) {
      arena.u16(0);
      arena.u16(type);
      arena.u16(RecordClass.IN);
      arena.i32(ttlSeconds);
      var rdlength = arena.reserve(2);
      appendRdata(rdata);
      Octets.putU16(arena.octets(), rdlength, arena.length() - rdlength - 2);
      length = arena.length() - start;
      if (length > MAX_BODY_OCTETS) {
        throw new IllegalArgumentException(
            RecordType.mnemonic(type) + " RRset of " + owner + " has more than 65535 octets");
      }
    }

    private void appendRdata(byte[] rdata) {
      var names = RdataNames.compressible(type);
      var position = 0;
      if (RdataNames.hasAddressTarget(type)) {
        var host = arena.length() - start + RdataNames.firstName(type);
        hosts.putIfAbsent(AddressTargets.target(owner, type, rdata), host);
      }
      if (names > 0) {
        position = RdataNames.firstName(type);
        arena.append(rdata, 0, position);
      }
      for (var i = 0; i < names; i++) {
        var name = DnsName.ofWire(rdata, position);
        position += name.octets();
        appendCompressed(name);
      }
      arena.append(rdata, position, rdata.length - position);
    }

    private void appendCompressed(DnsName name) {
      var suffix = name;
      var wire = name.wire();
      for (var at = 0; !suffix.isRoot(); at += 1 + wire[at], suffix = suffix.parent()) {
        var known = meaning(suffix);
        if (known >= 0) {
          fixups.put(arena.length() - start, known);
          arena.reserve(POINTER_OCTETS);
          return;
        }
        var place = arena.length() - start;
        if (place < AnswerBlock.MAX_TARGET) {
          suffixes.put(suffix, place);
        }
        arena.append(wire, at, 1 + wire[at]);
      }
      arena.u8(0);
    }

    /// Returns what a pointer to `suffix` means, −1 when it stands nowhere yet. A wildcard owner is
    /// not pointed at: the name asked about will stand there.
    private int meaning(DnsName suffix) {
      if (owner.isAtOrBelow(suffix)) {
        var whole = owner.equals(suffix);
        if (!whole) {
          return suffix.labels();
        }
        if (!owner.isWildcard()) {
          return 0;
        }
      }
      var place = suffixes.get(suffix);
      return place == null ? -1 : place + AnswerBlock.BODY_TARGET;
    }

    int targetAt(DnsName target) {
      var place = hosts.getOrDefault(target, AnswerBlock.OWNER_IS_TARGET);
      return target.equals(owner) && isService() ? AnswerBlock.OWNER_IS_TARGET : place;
    }

    private boolean isService() {
      return type == RecordType.SVCB || type == RecordType.HTTPS;
    }
  }
}
