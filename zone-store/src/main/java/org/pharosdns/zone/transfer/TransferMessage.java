package org.pharosdns.zone.transfer;

import org.pharosdns.dns.server.ZoneRequest;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.dns.wire.Header;
import org.pharosdns.dns.wire.Octets;
import org.pharosdns.dns.wire.RecordClass;

/// One message of a transfer after the other, filled record by record (RFC 5936 section 2.2): the
/// question in each, owners compressed against it and the record before.
final class TransferMessage {
  private static final int MAX_OCTETS = 65_535;

  /// A message is sent when it has so many octets; every owner in it can be pointed at.
  private static final int FULL_OCTETS = 16_000;

  private static final int POINTER = 0xc000;
  private static final int POINTER_OCTETS = 2;
  private static final int FIXED_OCTETS = 10;

  private final ZoneRequest request;
  private final byte[] out = new byte[MAX_OCTETS];
  private final int room;
  private int position;
  private int records;
  private DnsName lastOwner = DnsName.ROOT;
  private int lastOwnerAt;

  TransferMessage(ZoneRequest request) {
    this.request = request;
    room = MAX_OCTETS - request.tailOctets();
    begin();
  }

  private void begin() {
    position = request.begin(out, true, 0);
    records = 0;
    lastOwner = request.zone();
    lastOwnerAt = Header.OCTETS;
  }

  /// Whether a record fits into a message of its own.
  ///
  /// @param labelOctets of the owner, without the zone
  boolean canHold(int labelOctets, int rdataOctets) {
    return octets(labelOctets, rdataOctets) <= room - request.recordsOffset();
  }

  /// Returns the most that a record takes: behind the labels of its owner stands a pointer.
  private static int octets(int labelOctets, int rdataOctets) {
    return labelOctets + POINTER_OCTETS + FIXED_OCTETS + rdataOctets;
  }

  /// Adds a record; sends the message before when it does not fit any more.
  ///
  /// @return whether the client is still there
  /// @throws IllegalStateException when the record fits into no message
  boolean add(DnsName owner, int type, int ttlSeconds, byte[] rdata) throws InterruptedException {
    var most = octets(labelOctets(owner), rdata.length);
    var limit = records == 0 ? room : Math.min(room, FULL_OCTETS);
    if (most > limit - position) {
      if (records == 0) {
        throw new IllegalStateException(owner + " has a record that fits into no message");
      }
      return send() && add(owner, type, ttlSeconds, rdata);
    }
    putOwner(owner);
    Octets.putU16(out, position, type);
    Octets.putU16(out, position + 2, RecordClass.IN);
    Octets.putI32(out, position + 4, ttlSeconds);
    Octets.putU16(out, position + 8, rdata.length);
    System.arraycopy(rdata, 0, out, position + FIXED_OCTETS, rdata.length);
    position += FIXED_OCTETS + rdata.length;
    records++;
    return true;
  }

  private void putOwner(DnsName owner) {
    if (owner.equals(lastOwner)) {
      Octets.putU16(out, position, POINTER | lastOwnerAt);
      position += POINTER_OCTETS;
      return;
    }
    lastOwner = owner;
    lastOwnerAt = position;
    var labels = labelOctets(owner);
    System.arraycopy(owner.wire(), 0, out, position, labels);
    Octets.putU16(out, position + labels, POINTER | Header.OCTETS);
    position += labels + POINTER_OCTETS;
  }

  private int labelOctets(DnsName owner) {
    return owner.octets() - request.zone().octets();
  }

  /// Sends what there is and starts the next message.
  ///
  /// @return whether the client is still there
  boolean send() throws InterruptedException {
    Octets.putU16(out, Header.ANSWERS, records);
    var there = request.send(out, request.finish(out, position));
    begin();
    return there;
  }
}
