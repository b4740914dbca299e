package org.pharosdns.zone.transfer;

import java.util.Arrays;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.pharosdns.dns.tsig.TsigKey;
import org.pharosdns.dns.tsig.TsigSigner;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.dns.wire.Header;
import org.pharosdns.dns.wire.Octets;
import org.pharosdns.dns.wire.Opcode;
import org.pharosdns.dns.wire.RecordClass;
import org.pharosdns.dns.wire.RecordType;

/// A NOTIFY message (RFC 1996 section 3.7) and what may answer it.
final class NotifyMessage {
  private static final int OPCODE_SHIFT = 11;
  private static final int QUESTION_FIXED_OCTETS = 4;

  private NotifyMessage() {}

  /// Returns the message that says that `zone` has changed.
  ///
  /// @param key signs it; null for none
  /// @param wallSeconds seconds since 1970
  static byte[] of(DnsName zone, int id, @Nullable TsigKey key, LongSupplier wallSeconds) {
    var name = zone.wire();
    var length = Header.OCTETS + name.length + QUESTION_FIXED_OCTETS;
    var signer = key == null ? null : TsigSigner.ofRequest(key, wallSeconds);
    var message = new byte[length + (signer == null ? 0 : signer.octets())];
    Octets.putU16(message, Header.ID, id);
    Octets.putU16(message, Header.FLAGS, Opcode.NOTIFY << OPCODE_SHIFT | Header.AA);
    Octets.putU16(message, Header.QUESTIONS, 1);
    System.arraycopy(name, 0, message, Header.OCTETS, name.length);
    Octets.putU16(message, length - QUESTION_FIXED_OCTETS, RecordType.SOA);
    Octets.putU16(message, length - 2, RecordClass.IN);
    return signer == null ? message : Arrays.copyOf(message, signer.append(message, 0, length));
  }

  /// Returns the RCODE of an answer to the message with `id`, −1 when it is something else.
  static int rcode(byte[] answer, int length, int id) {
    if (length < Header.OCTETS || Octets.u16(answer, Header.ID) != id) {
      return -1;
    }
    var flags = Octets.u16(answer, Header.FLAGS);
    return (flags & Header.QR) != 0 && Header.opcode(flags) == Opcode.NOTIFY ? flags & 0xf : -1;
  }
}
