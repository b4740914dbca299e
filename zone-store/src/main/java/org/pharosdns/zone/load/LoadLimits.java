package org.pharosdns.zone.load;

import org.pharosdns.zone.model.HeapRoom;

/// What a zone file may ask for at most.
///
/// @param fileOctets octets of one file
/// @param lineOctets octets of one line
/// @param includeDepth nested `$INCLUDE`
/// @param generateRecords records of one `$GENERATE`
/// @param recordsPerRRset records of one owner and type
/// @param typesPerName types at one owner
/// @param room the memory that there is for all zones
public record LoadLimits(
    long fileOctets,
    int lineOctets,
    int includeDepth,
    int generateRecords,
    int recordsPerRRset,
    int typesPerName,
    HeapRoom room) {
  /// The documented defaults.
  public static final LoadLimits DEFAULTS =
      new LoadLimits(256L << 20, 64 << 10, 10, 65_536, 100, 100);

  /// So many octets of memory may stand for an octet of text.
  private static final int MEMORY_RATIO = 8;

  private static final long LEAST_MEMORY = 1 << 20;

  /// As the others say, in the memory of this virtual machine.
  public LoadLimits(
      long fileOctets,
      int lineOctets,
      int includeDepth,
      int generateRecords,
      int recordsPerRRset,
      int typesPerName) {
    this(
        fileOctets,
        lineOctets,
        includeDepth,
        generateRecords,
        recordsPerRRset,
        typesPerName,
        HeapRoom.OF_JVM);
  }

  /// Returns how many octets of memory a zone may take, about: a mebibyte, or eight times the text
  /// that it may have.
  public long memoryOctets() {
    return Math.max(LEAST_MEMORY, MEMORY_RATIO * fileOctets);
  }
}
