package org.pharosdns.zone.transfer;

import org.jspecify.annotations.Nullable;
import org.pharosdns.dns.server.ZoneRequest;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.dns.wire.Rcode;
import org.pharosdns.dns.wire.RecordType;
import org.pharosdns.zone.model.RRset;

/// Answers one AXFR or IXFR from one version of a zone, whatever becomes of the zone meanwhile.
///
/// The SOA stands first and last (RFC 5936 section 2.2); between them every record of the zone in
/// the order of its file, glue and what is hidden below a cut too. An IXFR gets the whole zone, or
/// the SOA alone when the client has this serial or a newer one (RFC 1995 sections 2 and 4).
final class OutgoingTransfer {
  private final ZoneRequest request;
  private final TransferZone zone;
  private final RRset soa;
  private final TransferMessage message;
  private long sent;

  OutgoingTransfer(ZoneRequest request, TransferZone zone) {
    this.request = request;
    this.zone = zone;
    var contents = zone.contents();
    var found = contents.find(contents.apex(), RecordType.SOA);
    if (found == null) {
      throw new IllegalArgumentException("zone " + contents.apex() + " has no SOA record");
    }
    soa = found;
    message = new TransferMessage(request);
  }

  /// Answers.
  TransferOutcome run() throws InterruptedException {
    if (request.type() == RecordType.IXFR) {
      var serial = IxfrSerial.of(request);
      if (serial < 0) {
        request.reply(Rcode.FORMERR);
        return new TransferOutcome.Brief();
      }
      if (!Serial.isNewer(zone.contents().serial(), serial)) {
        return add(soa) && message.send()
            ? new TransferOutcome.Brief()
            : new TransferOutcome.Left();
      }
    }
    var tooLarge = tooLarge();
    if (tooLarge != null) {
      request.reply(Rcode.SERVFAIL);
      return new TransferOutcome.TooLarge(tooLarge);
    }
    return sendAll() ? new TransferOutcome.Copied(sent) : new TransferOutcome.Left();
  }

  /// Returns the owner of a record that fits into no message, or null: a copy that cannot be whole
  /// is not begun.
  private @Nullable DnsName tooLarge() {
    var at = zone.contents().cursor();
    while (at.nextOwner()) {
      while (at.nextRecord()) {
        if (!message.canHold(at.ownerOctets(), at.rdataOctets())) {
          return at.ownerName();
        }
      }
    }
    return null;
  }

  private boolean sendAll() throws InterruptedException {
    if (!add(soa)) {
      return false;
    }
    var at = zone.contents().cursor();
    while (at.nextOwner()) {
      for (var rrset : at.rrsets()) {
        if (rrset.type() != RecordType.SOA && !add(rrset)) {
          return false;
        }
      }
    }
    return add(soa) && message.send();
  }

  private boolean add(RRset rrset) throws InterruptedException {
    var ttl = zone.ttlSeconds(rrset);
    for (var rdata : rrset.rdata()) {
      if (!message.add(rrset.owner(), rrset.type(), ttl, rdata)) {
        return false;
      }
      sent++;
    }
    return true;
  }
}
