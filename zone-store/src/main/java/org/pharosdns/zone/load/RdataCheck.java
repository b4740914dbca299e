package org.pharosdns.zone.load;

import org.pharosdns.dns.wire.DnsName;

/// Says whether octets are RDATA of a type. For one thread; holds a buffer of 64 KiB.
public final class RdataCheck {
  private final RdataBuffer buffer = new RdataBuffer();

  /// Returns whether `rdata`, names in it uncompressed, can be RDATA of `type` and stand in a zone
  /// file; of a type that is not known, any can.
  public boolean isValid(int type, byte[] rdata) {
    buffer.clear();
    buffer.bytes(rdata);
    return RdataWire.isValid(type, buffer) && canBeWritten(type, rdata);
  }

  /// What a zone file would be refused for must not come into a zone by another way.
  private static boolean canBeWritten(int type, byte[] rdata) {
    try {
      RdataText.read(type, RdataText.print(type, rdata, DnsName.ROOT), DnsName.ROOT);
      return true;
    } catch (RdataText.BadRdataException _) {
      return false;
    }
  }
}
