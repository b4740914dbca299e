package org.pharosdns.dns.tsig;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.pharosdns.dns.query.Query;
import org.pharosdns.dns.wire.Header;
import org.pharosdns.dns.wire.Octets;
import org.pharosdns.dns.wire.Rcode;

/// Verifies signed requests: first the key, then the signature, then the time (RFC 8945 section
/// 5.2). Any thread.
///
/// A key is known by its name together with its algorithm: another algorithm than the key's is
/// BADKEY. A truncated MAC is good when it has at least half of its octets and at least ten
/// (section 5.2.2.1).
public final class TsigVerifier {
  /// Knows no key.
  public static final TsigVerifier NONE = new TsigVerifier(() -> TsigKeys.NONE, () -> 0);

  private static final byte[] NOTHING = new byte[0];

  private final Supplier<TsigKeys> keys;
  private final LongSupplier wallSeconds;

  /// @param keys asked for each signed request
  /// @param wallSeconds seconds since 1970; asked for signed requests only
  public TsigVerifier(Supplier<TsigKeys> keys, LongSupplier wallSeconds) {
    this.keys = keys;
    this.wallSeconds = wallSeconds;
  }

  /// Verifies a parsed request that ends in a TSIG record.
  public TsigOutcome verify(Query query) {
    var record =
        TsigRecord.read(
            query.message(), query.offset(), query.tsigOffset(), query.tsigOwnerOctets());
    if (record == null) {
      return new TsigOutcome.Malformed();
    }
    var key = keys.get().find(record.keyName());
    if (key == null || !key.algorithm().wireName().equals(record.algorithm())) {
      return new TsigOutcome.Rejected(new UnsignedTsig(record, Rcode.BADKEY));
    }
    if (record.macOctets() > key.algorithm().macOctets()
        || record.macOctets() < key.algorithm().leastMacOctets()) {
      return new TsigOutcome.Malformed();
    }
    return verify(query, record, key);
  }

  private TsigOutcome verify(Query query, TsigRecord record, TsigKey key) {
    var in = query.message();
    var mac = Arrays.copyOfRange(in, record.macOffset(), record.macOffset() + record.macOctets());
    var expected = Arrays.copyOf(digest(query, record, key), mac.length);
    if (!MessageDigest.isEqual(mac, expected)) {
      return new TsigOutcome.Rejected(new UnsignedTsig(record, Rcode.BADSIG));
    }
    var now = wallSeconds.getAsLong();
    if (Math.abs(now - record.timeSigned()) > record.fudge()) {
      return new TsigOutcome.Rejected(TsigSigner.ofBadTime(key, record.timeSigned(), now, mac));
    }
    return new TsigOutcome.Good(TsigSigner.ofAnswer(key, wallSeconds, mac));
  }

  /// What was signed: the message as it was before the TSIG record came to it, and the variables.
  private static byte[] digest(Query query, TsigRecord record, TsigKey key) {
    var in = query.message();
    var header = Arrays.copyOfRange(in, query.offset(), query.offset() + Header.OCTETS);
    Octets.putU16(header, Header.ID, record.originalId());
    Octets.putU16(header, Header.ADDITIONALS, Octets.u16(header, Header.ADDITIONALS) - 1);
    var body = query.offset() + Header.OCTETS;
    var mac = key.mac();
    mac.update(header);
    mac.update(in, body, query.tsigOffset() - body);
    var error = record.macOffset() + record.macOctets() + 2;
    var otherOctets = Octets.u16(in, error + 2);
    var other =
        otherOctets == 0 ? NOTHING : Arrays.copyOfRange(in, error + 4, error + 4 + otherOctets);
    TsigSigner.updateVariables(
        mac, key, record.timeSigned(), record.fudge(), Octets.u16(in, error), other);
    return mac.doFinal();
  }
}
