package org.pharosdns.zone.load;

import org.pharosdns.dns.wire.RecordType;

/// Reads `\# LENGTH HEX...` (RFC 3597 section 5), for types with and without a text form.
final class UnknownRdata {
  private UnknownRdata() {}

  /// Reads from the token `\#` at `first` to the end. The RDATA of a known type must be whole.
  static void read(int type, Entry entry, int first, RdataBuffer out) throws BadText {
    if (first + 1 >= entry.count()) {
      throw new BadText(entry.offset(first + 1), "the length is missing behind \\#");
    }
    var length = NumberText.integer(entry, first + 1, RdataBuffer.MAX_OCTETS);
    OctetText.hex(entry, first + 2, entry.count(), out);
    if (out.length() != length) {
      throw new BadText(
          entry.offset(first + 1),
          "the length says " + length + " octets, and there are " + out.length());
    }
    if (!RdataWire.isValid(type, out)) {
      throw new BadText(
          entry.offset(first), "these octets are no " + RecordType.mnemonic(type) + " data");
    }
    RdataRules.check(type, out, entry, first);
  }
}
