package org.pharosdns.zone.steer;

/// What a steered RRset answers this time. A flyweight: one per event loop, refilled by each
/// choice.
public final class Choice {
  /// The most records that an answer can hold, and so the most members of a steered RRset.
  public static final int MOST_RECORDS = 256;

  /// Which kind of answer.
  public enum Kind {
    /// The chosen records.
    RECORDS,
    /// The compiled answer {@link #block()}, no TTL above {@link #ttlSeconds()}.
    BLOCK,
    /// The compiled CNAME {@link #block()} instead of records of the type asked for, with {@link
    /// #ttlSeconds()} at most.
    ALIAS,
    /// NOERROR with the SOA; {@link #ttlSeconds()} caps the SOA's TTL.
    NODATA,
    /// SERVFAIL with EDE 14 (Not Ready).
    NOT_READY
  }

  private static final byte[] NO_BLOCK = {};

  private Kind kind = Kind.NODATA;
  private int ttlSeconds;
  private int extendedError = -1;
  private int count;
  private byte[] block = NO_BLOCK;
  private int clientScope;
  private final byte[][] rdata = new byte[MOST_RECORDS][];
  private final Evaluation evaluation = new Evaluation();

  /// Starts afresh with no records.
  public void begin(Kind kind, int ttlSeconds, int extendedError) {
    this.kind = kind;
    this.ttlSeconds = ttlSeconds;
    this.extendedError = extendedError;
    count = 0;
    clientScope = 0;
  }

  /// Says for how large a network around the client this choice holds.
  ///
  /// @param bits length of the prefix, 0 to 32 (IPv4) or 128 (IPv6); 0 for everyone
  public void clientScope(int bits) {
    clientScope = bits;
  }

  /// Starts afresh with a compiled answer.
  ///
  /// @param kind BLOCK or ALIAS
  /// @param block an arena with that answer at its start
  public void begin(Kind kind, int ttlSeconds, int extendedError, byte[] block) {
    begin(kind, ttlSeconds, extendedError);
    this.block = block;
  }

  /// Adds a record's RDATA in wire form.
  public void add(byte[] record) {
    rdata[count++] = record;
  }

  /// Which kind of answer.
  public Kind kind() {
    return kind;
  }

  /// The arena of a compiled answer, which is at its start. Not to be written to.
  public byte[] block() {
    return block;
  }

  /// The TTL of every chosen record, or the cap of the SOA's or a block's TTL; seconds.
  public int ttlSeconds() {
    return ttlSeconds;
  }

  /// An extended error code to send along (RFC 8914), or −1.
  public int extendedError() {
    return extendedError;
  }

  /// The length of the prefix around the client that this choice holds for (RFC 7871 section
  /// 7.2.1);
  /// 0 when everyone may have it.
  public int clientScope() {
    return clientScope;
  }

  /// The number of chosen records, 0 to 256.
  public int count() {
    return count;
  }

  /// The RDATA of chosen record `i`, in answer order.
  public byte[] rdata(int i) {
    return rdata[i];
  }

  Evaluation evaluation() {
    return evaluation;
  }
}
