package org.pharosdns.cli.tap;

import org.pharosdns.dns.wire.EdnsOption;
import org.pharosdns.dns.wire.Header;
import org.pharosdns.dns.wire.MessageName;
import org.pharosdns.dns.wire.Octets;
import org.pharosdns.dns.wire.RecordType;

/// What header and OPT record of an answer of ours say. Refilled for each; owned by one thread.
final class AnswerSummary {
  private static final int QUESTION_FIXED_OCTETS = 4;
  private static final int RECORD_FIXED_OCTETS = 10;

  private int flags;
  private int extendedRcode;
  private int extendedError;

  /// Reads the answer of `length` octets at `offset`; what does not look like one ends the reading.
  void read(byte[] octets, int offset, int length) {
    flags = Octets.u16(octets, offset + Header.FLAGS);
    extendedRcode = 0;
    extendedError = -1;
    var end = offset + length;
    var position = offset + Header.OCTETS;
    if (Octets.u16(octets, offset + Header.QUESTIONS) > 0) {
      var name = MessageName.octets(octets, position, end);
      position += name + QUESTION_FIXED_OCTETS;
    }
    var records =
        Octets.u16(octets, offset + Header.ANSWERS)
            + Octets.u16(octets, offset + Header.AUTHORITIES)
            + Octets.u16(octets, offset + Header.ADDITIONALS);
    for (var i = 0; i < records; i++) {
      var name = MessageName.octets(octets, position, end);
      var fixed = position + name;
      if (name == 0 || end - fixed < RECORD_FIXED_OCTETS) {
        return;
      }
      var rdata = fixed + RECORD_FIXED_OCTETS;
      position = rdata + Octets.u16(octets, fixed + 8);
      if (position > end) {
        return;
      }
      if (Octets.u16(octets, fixed) == RecordType.OPT) {
        extendedRcode = Octets.u8(octets, fixed + 4);
        readOptions(octets, rdata, position);
      }
    }
  }

  private void readOptions(byte[] octets, int start, int end) {
    var position = start;
    while (end - position >= EdnsOption.HEADER_OCTETS) {
      var data = position + EdnsOption.HEADER_OCTETS;
      var length = Octets.u16(octets, position + 2);
      if (Octets.u16(octets, position) == EdnsOption.EXTENDED_ERROR
          && length >= 2
          && end - data >= 2) {
        extendedError = Octets.u16(octets, data);
        return;
      }
      position = data + length;
    }
  }

  /// The response code, that of the OPT record included.
  int rcode() {
    return (extendedRcode << 4) | (flags & 15);
  }

  boolean authoritative() {
    return (flags & Header.AA) != 0;
  }

  boolean truncated() {
    return (flags & Header.TC) != 0;
  }

  /// The code of the extended error (RFC 8914), −1 when there is none.
  int extendedError() {
    return extendedError;
  }
}
