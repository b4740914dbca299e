package org.pharosdns.zone.load;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.dns.wire.RecordType;

/// The text of one record's data, outside of a file: from presentation format (RFC 1035 section
/// 5.1) to wire form and back.
public final class RdataText {
  private static final Path NO_FILE = Path.of("");

  private RdataText() {}

  /// Text that is no data of its type.
  public static final class BadRdataException extends Exception {
    private static final long serialVersionUID = 1;

    BadRdataException(String message, @Nullable String hint) {
      super(hint == null ? message : message + " (" + hint + ")");
    }
  }

  /// Returns the wire form of `text`, at most 65,535 octets.
  ///
  /// @param type one that can stand in a zone
  /// @param origin what relative names are relative to
  /// @throws BadRdataException with a sentence for the operator
  public static byte[] read(int type, String text, DnsName origin) throws BadRdataException {
    if (!TypeText.canStandInZone(type)) {
      throw new BadRdataException(
          RecordType.mnemonic(type) + " records do not stand in a zone", null);
    }
    return read(type, text.getBytes(StandardCharsets.UTF_8), origin);
  }

  private static byte[] read(int type, byte[] text, DnsName origin) throws BadRdataException {
    // The blank in front stands for an owner left out, so that no word is taken for one.
    var line = new byte[text.length + 1];
    line[0] = ' ';
    System.arraycopy(text, 0, line, 1, text.length);
    var faults = new @Nullable String[2];
    var lexer =
        new Lexer(
            new Source(0, NO_FILE, NO_FILE, line),
            Integer.MAX_VALUE,
            (offset, message, hint) -> {
              faults[0] = message;
              faults[1] = hint;
            });
    var entry = new Entry();
    var found = lexer.next(entry);
    var fault = faults[0];
    if (fault != null) {
      throw new BadRdataException(fault, faults[1]);
    }
    try {
      var reader = new RdataReader();
      if (!found) {
        entry.start(line, 0, true);
        entry.finish(line.length);
      }
      reader.read(type, entry, 0, origin.wire());
      var rest = lexer.next(entry);
      if (rest) {
        throw new BadRdataException("more than one line", null);
      }
      if (lexer.hasComment()) {
        throw new BadRdataException("a comment is no data", "a \";\" in a text stands in quotes");
      }
      return reader.rdata().copy(0);
    } catch (BadText bad) {
      throw new BadRdataException(bad.message(), bad.hint());
    }
  }

  /// Returns data as a master file has it: in the form of its type where that says exactly these
  /// octets, else as RFC 3597 section 5 writes octets of any type.
  ///
  /// @param origin names at or below it are written relative to it; null writes all absolute
  public static String print(int type, byte[] rdata, @Nullable DnsName origin) {
    var text = new RdataPrinter(rdata, origin).print(type);
    return text != null && says(text, type, rdata, origin) ? text : RdataPrinter.unknown(rdata);
  }

  /// Returns what {@link #print} does on several lines in parentheses, without the end of the last.
  ///
  /// @param mostOctets of a line, at least 256
  public static String printFolded(
      int type, byte[] rdata, @Nullable DnsName origin, int mostOctets, String lineEnd) {
    return FoldedRdata.fold(print(type, rdata, origin), rdata, mostOctets, lineEnd);
  }

  private static boolean says(String text, int type, byte[] rdata, @Nullable DnsName origin) {
    try {
      var latin = text.getBytes(StandardCharsets.ISO_8859_1);
      return Arrays.equals(read(type, latin, origin == null ? DnsName.ROOT : origin), rdata);
    } catch (BadRdataException e) {
      return false;
    }
  }

  /// Returns a text as one or more quoted strings of at most 255 octets, for TXT and its like.
  public static String quoted(String text) {
    var octets = text.getBytes(StandardCharsets.UTF_8);
    var quoted = new StringBuilder();
    for (var from = 0; from == 0 || from < octets.length; from += 255) {
      quoted.append(from == 0 ? "" : " ");
      RdataPrinter.appendString(quoted, octets, from, Math.min(octets.length, from + 255));
    }
    return quoted.toString();
  }

  /// Whether data of the type is one text or several, as that of TXT.
  public static boolean isText(int type) {
    var fields = RdataField.of(type);
    return fields != null && fields[0] == RdataField.STRINGS;
  }
}
