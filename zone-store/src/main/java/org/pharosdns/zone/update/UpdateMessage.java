package org.pharosdns.zone.update;

import java.util.ArrayList;
import java.util.List;
import org.pharosdns.dns.server.ZoneRequest;
import org.pharosdns.dns.wire.Header;
import org.pharosdns.dns.wire.MessageRecord;
import org.pharosdns.dns.wire.Octets;
import org.pharosdns.dns.wire.Rcode;
import org.pharosdns.dns.wire.RecordClass;
import org.pharosdns.dns.wire.RecordType;
import org.pharosdns.zone.load.RdataCheck;
import org.pharosdns.zone.model.Rdata;

/// The prerequisite and update sections of a message (RFC 2136 section 2), every record checked as
/// far as it can be without a zone: class, type, TTL, RDATA.
record UpdateMessage(List<UpdateRecord> prerequisites, List<UpdateRecord> updates) {
  private static final int FIRST_META_TYPE = 128;
  private static final int LAST_META_TYPE = 255;

  /// Reads the sections of a request.
  ///
  /// @throws UpdateException FORMERR
  static UpdateMessage read(ZoneRequest request) throws UpdateException {
    var message = request.message();
    var reader = new Reader(message, request.recordsOffset());
    var prerequisites = reader.section(Octets.u16(message, Header.ANSWERS));
    var updates = reader.section(Octets.u16(message, Header.AUTHORITIES));
    var rdata = new RdataCheck();
    for (var record : prerequisites) {
      checkPrerequisite(record, rdata);
    }
    for (var record : updates) {
      checkUpdate(record, rdata);
    }
    return new UpdateMessage(prerequisites, updates);
  }

  /// RFC 2136 section 3.2.
  private static void checkPrerequisite(UpdateRecord record, RdataCheck rdata)
      throws UpdateException {
    var sound =
        switch (record.recordClass()) {
          case RecordClass.ANY, RecordClass.NONE ->
              record.isEmpty() && (record.type() == RecordType.ANY || isData(record.type()));
          case RecordClass.IN -> isData(record.type()) && isSound(record, rdata);
          default -> false;
        };
    require(sound && record.ttlSeconds() == 0, "prerequisite", record);
  }

  /// RFC 2136 section 3.4.1.
  private static void checkUpdate(UpdateRecord record, RdataCheck rdata) throws UpdateException {
    var sound =
        switch (record.recordClass()) {
          case RecordClass.ANY ->
              record.isEmpty()
                  && record.ttlSeconds() == 0
                  && (record.type() == RecordType.ANY || isData(record.type()));
          case RecordClass.NONE ->
              record.ttlSeconds() == 0 && isData(record.type()) && isSound(record, rdata);
          case RecordClass.IN -> isData(record.type()) && isSound(record, rdata);
          default -> false;
        };
    require(sound, "change", record);
  }

  private static void require(boolean sound, String what, UpdateRecord record)
      throws UpdateException {
    if (!sound) {
      throw new UpdateException(
          Rcode.FORMERR,
          "the %s of %s %s makes no sense"
              .formatted(what, record.owner(), RecordType.mnemonic(record.type())));
    }
  }

  private static boolean isSound(UpdateRecord record, RdataCheck rdata) {
    return rdata.isValid(record.type(), record.rdata().octets());
  }

  /// Whether records of a type can stand in a zone: not those of questions and messages (RFC 6895
  /// section 3.1).
  private static boolean isData(int type) {
    return type != 0 && type != RecordType.OPT && (type < FIRST_META_TYPE || type > LAST_META_TYPE);
  }

  /// Walks over records.
  private static final class Reader {
    private final byte[] message;
    private int position;

    Reader(byte[] message, int position) {
      this.message = message;
      this.position = position;
    }

    List<UpdateRecord> section(int count) throws UpdateException {
      var records = new ArrayList<UpdateRecord>();
      for (var i = 0; i < count; i++) {
        records.add(next());
      }
      return records;
    }

    private UpdateRecord next() throws UpdateException {
      var record = MessageRecord.read(message, position);
      if (record == null) {
        throw new UpdateException(Rcode.FORMERR, "a record cannot be read");
      }
      position = record.end();
      var rdata = PlainRdata.of(message, record);
      if (rdata == null) {
        throw new UpdateException(
            Rcode.FORMERR, "the data of " + record.owner() + " cannot be read");
      }
      return new UpdateRecord(
          record.owner(),
          record.type(),
          record.recordClass(),
          Math.max(0, record.ttlSeconds()),
          Rdata.of(rdata));
    }
  }
}
