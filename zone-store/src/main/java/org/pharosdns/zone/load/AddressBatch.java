package org.pharosdns.zone.load;

import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.dns.wire.RecordType;
import org.pharosdns.zone.model.ZoneContentsBuilder;

/// Address records on their way from lines to a zone, some at a time: where an owner is looked
/// up in a large zone the processor waits for memory, and it can wait for many at once.
///
/// Columns of rows. {@link AddressLines} writes the owner and the address of the free row; {@link
/// #keep} makes a row of them.
final class AddressBatch {
  private static final int ROWS = 64;

  /// Octets that all records of a batch together take at most in a zone.
  static final int MOST_OCTETS = ROWS * 512;

  private static final int NAME_OCTETS = 2 * DnsName.MAX_OCTETS + 2;
  private static final int ADDRESS_OCTETS = 16;

  private final byte[] names = new byte[ROWS * NAME_OCTETS];
  private final int[] nameOctets = new int[ROWS];
  private final long[] hashes = new long[ROWS];
  private final byte[] addresses = new byte[ROWS * ADDRESS_OCTETS];
  private final int[] types = new int[ROWS];
  private final int[] ttls = new int[ROWS];
  private final int[] offsets = new int[ROWS];
  private int count;

  /// So that the compilers do not leave out what fetches memory.
  int touched;

  /// The names of all rows.
  byte[] names() {
    return names;
  }

  /// Where the name of the free row starts, with room for two names.
  int nameFrom() {
    return count * NAME_OCTETS;
  }

  /// The addresses of all rows.
  byte[] addresses() {
    return addresses;
  }

  /// Where the address of the free row starts.
  int addressFrom() {
    return count * ADDRESS_OCTETS;
  }

  boolean isEmpty() {
    return count == 0;
  }

  boolean isFull() {
    return count == ROWS;
  }

  /// Makes a record of the free row.
  ///
  /// @param octets of the owner's labels in front of the apex; 0 for the owner of the row before
  /// @param offset the record's place in the file
  void keep(int octets, int type, int ttlSeconds, int offset) {
    var row = count++;
    nameOctets[row] = octets;
    hashes[row] = ZoneContentsBuilder.hash(names, row * NAME_OCTETS, octets);
    types[row] = type;
    ttls[row] = ttlSeconds;
    offsets[row] = offset;
  }

  /// Adds all rows to a zone and empties the batch.
  ///
  /// @param before the handle of the owner before the first row
  /// @return the handle of the last owner
  int addTo(ZoneContentsBuilder zone, RecordPlaces places, Source source, int before) {
    touched += zone.touch(hashes, count);
    var owner = before;
    for (var row = 0; row < count; row++) {
      if (nameOctets[row] > 0) {
        owner = zone.owner(names, row * NAME_OCTETS, nameOctets[row], hashes[row]);
      }
      var octets = types[row] == RecordType.A ? 4 : ADDRESS_OCTETS;
      var record = zone.add(owner, types[row], ttls[row], addresses, row * ADDRESS_OCTETS, octets);
      places.add(record, source.place(offsets[row]));
    }
    count = 0;
    return owner;
  }
}
