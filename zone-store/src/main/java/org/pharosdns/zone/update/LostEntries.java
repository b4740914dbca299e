package org.pharosdns.zone.update;

import java.nio.ByteBuffer;

/// Entries of a journal behind one that is damaged, found by their checksums.
///
/// They may begin at any octet, and whoever wrote the data of a record can make each octet look
/// like the start of a long one. So the search is given up after so many sums, in time that
/// grows with the file, and what was not searched through may hold some.
final class LostEntries {
  private static final int HEAD_OCTETS = 8;

  /// How many octets may be summed for each octet of the file, and for any file.
  private static final int SUMMED_PER_OCTET = 16;

  private static final int ALWAYS_SUMMED = 1 << 20;

  private LostEntries() {}

  /// Whether there may be whole entries behind one that is not, at `end`.
  static boolean mayBeBehind(byte[] octets, int end) {
    var buffer = ByteBuffer.wrap(octets);
    var budget = ALWAYS_SUMMED + (long) SUMMED_PER_OCTET * octets.length;
    for (var at = end + 1; at <= octets.length - HEAD_OCTETS; at++) {
      var length = buffer.getInt(at);
      var from = at + HEAD_OCTETS;
      if (length > 0
          && length <= octets.length - from
          && JournalEntry.mayBe(buffer, from, length)) {
        budget -= length;
        if (budget < 0
            || UpdateJournal.checksum(octets, from, length) == buffer.getInt(at + Integer.BYTES)) {
          return true;
        }
      }
    }
    return false;
  }
}
