package org.pharosdns.zone.model;

import java.util.Arrays;
import java.util.HexFormat;

/// The data of one record in uncompressed wire form, at most 65,535 octets. Equal data has equal
/// octets; whether two records are the same is for {@link RdataOrder} to say.
public final class Rdata {
  private final byte[] octets;

  private Rdata(byte[] octets) {
    this.octets = octets;
  }

  /// Returns data that consists of `octets`, which must not be written any more.
  public static Rdata of(byte[] octets) {
    return new Rdata(octets);
  }

  /// Returns the octets, not to be written.
  public byte[] octets() {
    return octets;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Rdata rdata && Arrays.equals(rdata.octets, octets);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(octets);
  }

  @Override
  public String toString() {
    return HexFormat.of().formatHex(octets);
  }
}
