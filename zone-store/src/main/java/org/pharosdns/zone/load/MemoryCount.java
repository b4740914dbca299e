package org.pharosdns.zone.load;

import java.util.Arrays;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.zone.model.RecordCursor;
import org.pharosdns.zone.model.ZoneContents;

/// About how many octets of memory a zone takes, counted owner by owner. A name counts whole,
/// however few letters of text stand for it, and so does each empty non-terminal that it makes,
/// unless the owner before it has made that already. What {@link LoadLimits#memoryOctets} limits.
public final class MemoryCount {
  private static final int NODE_OCTETS = 11;
  private static final int EMPTY_NON_TERMINAL_OCTETS = 16;
  private static final int RRSET_OCTETS = 8;
  private static final int RECORD_OCTETS = 12;
  private static final int ADDRESS_OCTETS = 16;

  private final byte[] before = new byte[DnsName.MAX_OCTETS];
  private final boolean[] startsBefore = new boolean[DnsName.MAX_OCTETS];
  private int octetsBefore;
  private long octets;

  /// Counts the owner at the cursor, which then stands in front of its first record.
  ///
  /// @return the octets so far
  public long add(RecordCursor at) {
    octets += NODE_OCTETS + at.ownerOctets();
    emptyNonTerminals(at.octets(), at.ownerFrom(), at.ownerOctets());
    if (at.flags() == ZoneContents.HAS_ADDRESS) {
      octets += RRSET_OCTETS + RECORD_OCTETS + ADDRESS_OCTETS;
    } else {
      records(at);
      at.moveTo(at.owner());
    }
    return octets;
  }

  private void records(RecordCursor at) {
    var type = 0;
    while (at.nextRecord()) {
      octets += RECORD_OCTETS + at.rdataOctets() + (at.type() == type ? 0 : RRSET_OCTETS);
      type = at.type();
    }
  }

  private void emptyNonTerminals(byte[] names, int from, int length) {
    var first = length == 0 ? 0 : 1 + names[from];
    if (first == length) {
      return;
    }
    for (var i = first; i < length; i += 1 + names[from + i]) {
      var start = octetsBefore - (length - i);
      if (start < 0
          || !startsBefore[start]
          || !Arrays.equals(before, start, octetsBefore, names, from + i, from + length)) {
        octets += EMPTY_NON_TERMINAL_OCTETS;
      }
    }
    System.arraycopy(names, from, before, 0, length);
    Arrays.fill(startsBefore, false);
    for (var i = 0; i < length; i += 1 + names[from + i]) {
      startsBefore[i] = true;
    }
    octetsBefore = length;
  }
}
