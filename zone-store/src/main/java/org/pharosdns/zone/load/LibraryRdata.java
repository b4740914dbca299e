package org.pharosdns.zone.load;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.pharosdns.dns.wire.RecordType;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/// Reads RDATA with dnsjava, one record at a time: the rare types APL, WKS, HIP,
/// NSAP, A6, NXT.
///
/// The text is put together anew from the tokens in plain ASCII, since the library takes octets
/// over 127 for characters.
final class LibraryRdata {
  private static final int HEADER = 11;

  private LibraryRdata() {}

  static void read(int type, Entry entry, int first, byte[] origin, RdataBuffer out)
      throws BadText {
    var mnemonic = RecordType.mnemonic(type);
    if (!hasTextForm(type)) {
      throw new BadText(
          entry.offset(first),
          "data of the type " + mnemonic + " has no text form here",
          "write it as \\# LENGTH HEX (RFC 3597)");
    }
    try {
      var wire = parse(type, text(entry, first), new Name(origin));
      if (wire.length > RdataBuffer.MAX_OCTETS) {
        throw new BadText(entry.offset(first), "RDATA of more than 65,535 octets");
      }
      out.bytes(wire);
    } catch (IOException | RuntimeException e) {
      throw new BadText(entry.offset(first), "not " + mnemonic + " data" + reason(e));
    }
  }

  private static boolean hasTextForm(int type) {
    return switch (type) {
      case Type.APL, Type.WKS, Type.HIP, Type.NSAP, Type.A6, Type.NXT -> true;
      default -> false;
    };
  }

  private static byte[] parse(int type, String text, Name origin) throws IOException {
    var wire = Record.fromString(Name.root, type, DClass.IN, 0, text, origin).toWire(1);
    var rdata = new byte[wire.length - HEADER];
    System.arraycopy(wire, HEADER, rdata, 0, rdata.length);
    return rdata;
  }

  private static String reason(Exception e) {
    @Nullable String message = e.getMessage();
    return message == null ? "" : ": " + message.replaceFirst("^<[^>]*>:\\d+: ", "");
  }

  private static String text(Entry entry, int first) {
    var text = new StringBuilder();
    for (var token = first; token < entry.count(); token++) {
      var quote = entry.quoted(token) ? "\"" : "";
      text.append(quote);
      for (var i = entry.from(token); i < entry.to(token); i++) {
        var octet = entry.octets()[i] & 0xff;
        if (octet >= 0x7f) {
          text.append('\\').append(octet);
        } else {
          text.append((char) octet);
        }
      }
      text.append(quote).append(' ');
    }
    return text.toString();
  }

  /// Whether dnsjava reads octets as RDATA of a type that it reads text of.
  static boolean isValid(int type, byte[] rdata) {
    if (!hasTextForm(type)) {
      return true;
    }
    try {
      return Record.newRecord(Name.root, type, DClass.IN, 0, rdata) != null;
    } catch (RuntimeException e) {
      return false;
    }
  }
}
