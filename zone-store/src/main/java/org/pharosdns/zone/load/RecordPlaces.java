package org.pharosdns.zone.load;

import java.util.Arrays;
import org.pharosdns.zone.model.HeapRoom;

/// Where each record stands in its file. Kept only until the zone is validated.
final class RecordPlaces {
  private int[] records;
  private int[] offsets;
  private int[] files = {};
  private final HeapRoom room;
  private int count;

  /// @param expected about so many records are to come; a hint
  RecordPlaces(int expected, HeapRoom room) {
    this.room = room;
    room.requireArray(2L * Integer.BYTES * expected);
    records = new int[expected];
    offsets = new int[expected];
  }

  /// Notes the place of a record; handles ascend from call to call.
  void add(int record, long place) {
    if (count == records.length) {
      var more = count + count / 2 + 16;
      room.requireArray(2L * Integer.BYTES * more);
      records = Arrays.copyOf(records, more);
      offsets = Arrays.copyOf(offsets, more);
    }
    var file = (int) (place >>> 32);
    if (files.length > 0 || file > 0) {
      if (files.length < records.length) {
        room.requireArray((long) Integer.BYTES * records.length);
        files = Arrays.copyOf(files, records.length);
      }
      files[count] = file;
    }
    records[count] = record;
    offsets[count++] = (int) place;
  }

  /// Returns the place of a record, as {@link Source#place} makes it.
  long of(int record) {
    var i = Arrays.binarySearch(records, 0, count, record);
    if (i < 0) {
      return ProblemList.NOWHERE;
    }
    var file = i < files.length ? files[i] : 0;
    return ((long) file << 32) | offsets[i];
  }
}
