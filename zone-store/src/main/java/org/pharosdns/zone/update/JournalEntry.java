package org.pharosdns.zone.update;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.dns.wire.MessageName;
import org.pharosdns.zone.edit.RecordChange;
import org.pharosdns.zone.model.Rdata;

/// One change of a zone as its journal keeps it.
///
/// @param serialBefore the serial that was in force before it
/// @param serialAfter the serial that was in force after it
/// @param atSeconds when, in seconds since 1970
/// @param changes in order; the SOA is among them only where an update brought one
public record JournalEntry(
    long serialBefore, long serialAfter, long atSeconds, List<RecordChange> changes) {
  private static final int ADD = 1;
  private static final int DELETE = 2;
  private static final int DELETE_RRSET = 3;
  private static final int COUNT_AT = 16;
  private static final int HEAD_OCTETS = 20;
  private static final int LEAST_CHANGE = 10;
  private static final int MOST_CHANGE = LEAST_CHANGE - 1 + DnsName.MAX_OCTETS + 0xffff;

  /// Copies the list.
  public JournalEntry {
    changes = List.copyOf(changes);
  }

  /// Returns the entry as octets: serials, time, and each change as kind, owner, type, TTL, and
  /// data
  /// behind its length.
  byte[] octets() {
    var octets = new ByteArrayOutputStream();
    try (var out = new DataOutputStream(octets)) {
      out.writeInt((int) serialBefore);
      out.writeInt((int) serialAfter);
      out.writeLong(atSeconds);
      out.writeInt(changes.size());
      for (var change : changes) {
        switch (change) {
          case RecordChange.Add add -> write(out, ADD, add, add.ttlSeconds(), add.rdata());
          case RecordChange.Delete delete -> write(out, DELETE, delete, 0, delete.rdata());
          case RecordChange.DeleteRRset any ->
              write(out, DELETE_RRSET, any, 0, Rdata.of(new byte[0]));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return octets.toByteArray();
  }

  private static void write(
      DataOutputStream out, int kind, RecordChange change, int ttlSeconds, Rdata rdata)
      throws IOException {
    out.writeByte(kind);
    out.write(change.owner().wire());
    out.writeShort(change.type());
    out.writeInt(ttlSeconds);
    out.writeShort(rdata.octets().length);
    out.write(rdata.octets());
  }

  /// Returns the entry that {@link #octets} made octets of.
  ///
  /// @throws IOException when they are something else
  static JournalEntry of(byte[] octets) throws IOException {
    var in = new DataInputStream(new ByteArrayInputStream(octets));
    var before = in.readInt() & 0xffff_ffffL;
    var after = in.readInt() & 0xffff_ffffL;
    var time = in.readLong();
    var count = in.readInt();
    var changes = new ArrayList<RecordChange>();
    for (var i = 0; i < count; i++) {
      changes.add(read(in, octets));
    }
    return new JournalEntry(before, after, time, changes);
  }

  /// Whether the `length` octets at `from` have a length that fits the number of changes in
  /// them.
  static boolean mayBe(ByteBuffer octets, int from, int length) {
    if (length < HEAD_OCTETS) {
      return false;
    }
    var count = (long) octets.getInt(from + COUNT_AT);
    var changes = length - HEAD_OCTETS;
    return count * LEAST_CHANGE <= changes && changes <= count * MOST_CHANGE;
  }

  private static RecordChange read(DataInputStream in, byte[] octets) throws IOException {
    var kind = in.readByte();
    var at = octets.length - in.available();
    var owner = MessageName.readUncompressed(octets, at, octets.length);
    if (owner == null) {
      throw new IOException("no name at octet " + at);
    }
    in.skipNBytes(owner.octets());
    var type = in.readUnsignedShort();
    var ttlSeconds = in.readInt();
    var rdata = new byte[in.readUnsignedShort()];
    in.readFully(rdata);
    return switch (kind) {
      case ADD -> new RecordChange.Add(owner, type, ttlSeconds, Rdata.of(rdata));
      case DELETE -> new RecordChange.Delete(owner, type, Rdata.of(rdata));
      case DELETE_RRSET -> new RecordChange.DeleteRRset(owner, type);
      default -> throw new IOException("no change is of kind " + kind);
    };
  }
}
