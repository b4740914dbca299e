package org.pharosdns.dns.tsig;

import java.util.function.LongSupplier;
import javax.crypto.Mac;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.dns.wire.Header;
import org.pharosdns.dns.wire.Octets;
import org.pharosdns.dns.wire.Rcode;
import org.pharosdns.dns.wire.RecordClass;

/// Signs messages of ours: requests, the answer to a signed request, and all further messages of
/// that answer (RFC 8945 section 5.3). For one exchange, used by one thread at a time.
///
/// ```
/// first message:  [length, request's MAC] message, TSIG variables
/// further ones:    length, MAC before,    message, time and fudge
/// ```
public final class TsigSigner implements TsigResponse {
  /// What signed messages of ours say about clocks (RFC 8945 section 10).
  static final int FUDGE_SECONDS = 300;

  private static final int TIME_OCTETS = 6;
  private static final byte[] NOTHING = new byte[0];

  private final TsigKey key;
  private final LongSupplier wallSeconds;
  private final int error;
  private final byte[] otherData;
  private byte[] priorMac;
  private boolean first = true;

  private TsigSigner(
      TsigKey key, LongSupplier wallSeconds, byte[] priorMac, int error, byte[] otherData) {
    this.key = key;
    this.wallSeconds = wallSeconds;
    this.priorMac = priorMac;
    this.error = error;
    this.otherData = otherData;
  }

  /// Returns a signer of one request of ours.
  ///
  /// @param wallSeconds seconds since 1970
  public static TsigSigner ofRequest(TsigKey key, LongSupplier wallSeconds) {
    return new TsigSigner(key, wallSeconds, NOTHING, Rcode.NOERROR, NOTHING);
  }

  /// Returns a signer of the answer to a request that was found good.
  static TsigSigner ofAnswer(TsigKey key, LongSupplier wallSeconds, byte[] requestMac) {
    return new TsigSigner(key, wallSeconds, requestMac, Rcode.NOERROR, NOTHING);
  }

  /// Returns a signer of the answer to a request whose clock is wrong: it repeats the request's
  /// time and tells ours (RFC 8945 section 5.2.3).
  static TsigSigner ofBadTime(
      TsigKey key, long requestSeconds, long ourSeconds, byte[] requestMac) {
    var ours = new byte[TIME_OCTETS];
    TsigWire.putTime(ours, 0, ourSeconds);
    return new TsigSigner(key, () -> requestSeconds, requestMac, Rcode.BADTIME, ours);
  }

  /// The key that signs.
  public TsigKey key() {
    return key;
  }

  @Override
  public int octets() {
    return key.name().octets()
        + TsigWire.RECORD_FIXED_OCTETS
        + key.algorithm().wireName().octets()
        + TsigWire.RDATA_FIXED_OCTETS
        + key.algorithm().macOctets()
        + otherData.length;
  }

  @Override
  public int append(byte[] out, int start, int length) {
    var time = wallSeconds.getAsLong();
    var mac = digest(out, start, length, time);
    var at =
        TsigWire.putHead(
            out,
            start + length,
            key.name(),
            key.algorithm().wireName(),
            mac.length + otherData.length);
    TsigWire.putTime(out, at, time);
    Octets.putU16(out, at + 6, FUDGE_SECONDS);
    Octets.putU16(out, at + 8, mac.length);
    System.arraycopy(mac, 0, out, at + 10, mac.length);
    at += 10 + mac.length;
    Octets.putU16(out, at, Octets.u16(out, start + Header.ID));
    Octets.putU16(out, at + 2, error);
    Octets.putU16(out, at + 4, otherData.length);
    System.arraycopy(otherData, 0, out, at + 6, otherData.length);
    var records = start + Header.ADDITIONALS;
    Octets.putU16(out, records, Octets.u16(out, records) + 1);
    priorMac = mac;
    first = false;
    return at + 6 + otherData.length - start;
  }

  private byte[] digest(byte[] out, int start, int length, long time) {
    var mac = key.mac();
    if (priorMac.length > 0) {
      update16(mac, priorMac.length);
      mac.update(priorMac);
    }
    mac.update(out, start, length);
    if (first) {
      updateVariables(mac, key, time, FUDGE_SECONDS, error, otherData);
    } else {
      updateTime(mac, time, FUDGE_SECONDS);
    }
    return mac.doFinal();
  }

  /// Feeds `mac` with the TSIG variables (RFC 8945 section 4.3.3).
  static void updateVariables(
      Mac mac, TsigKey key, long time, int fudge, int error, byte[] otherData) {
    mac.update(lowerCase(key.name()));
    update16(mac, RecordClass.ANY);
    update16(mac, 0);
    update16(mac, 0);
    mac.update(key.algorithm().wireName().wire());
    updateTime(mac, time, fudge);
    update16(mac, error);
    update16(mac, otherData.length);
    mac.update(otherData);
  }

  private static void updateTime(Mac mac, long time, int fudge) {
    var octets = new byte[TIME_OCTETS];
    TsigWire.putTime(octets, 0, time);
    mac.update(octets);
    update16(mac, fudge);
  }

  static void update16(Mac mac, int value) {
    mac.update((byte) (value >>> 8));
    mac.update((byte) value);
  }

  private static byte[] lowerCase(DnsName name) {
    var wire = name.wire();
    for (var i = 0; i < wire.length; i++) {
      if (wire[i] >= 'A' && wire[i] <= 'Z') {
        wire[i] = (byte) (wire[i] + 'a' - 'A');
      }
    }
    return wire;
  }
}
