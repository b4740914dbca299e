package org.pharosdns.zone.load;

/// Says whether octets are RDATA of a type. For one thread; holds a buffer of 64 KiB.
public final class RdataCheck {
  private final RdataBuffer buffer = new RdataBuffer();

  /// Returns whether `rdata`, names in it uncompressed, can be RDATA of `type`; of a type that is
  /// not known, any can.
  public boolean isValid(int type, byte[] rdata) {
    buffer.clear();
    buffer.bytes(rdata);
    return RdataWire.isValid(type, buffer);
  }
}
