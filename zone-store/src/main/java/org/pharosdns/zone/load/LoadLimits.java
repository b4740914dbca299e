package org.pharosdns.zone.load;

/// What a zone file may ask for at most.
///
/// @param fileOctets octets of one file
/// @param lineOctets octets of one line
/// @param includeDepth nested `$INCLUDE`
/// @param generateRecords records of one `$GENERATE`
/// @param recordsPerRRset records of one owner and type
/// @param typesPerName types at one owner
public record LoadLimits(
    long fileOctets,
    int lineOctets,
    int includeDepth,
    int generateRecords,
    int recordsPerRRset,
    int typesPerName) {
  /// The documented defaults.
  public static final LoadLimits DEFAULTS =
      new LoadLimits(256L << 20, 64 << 10, 10, 65_536, 100, 100);
}
