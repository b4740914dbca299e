package org.pharosdns.zone.load;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The line that a `$GENERATE` repeats, cut at the places where the number goes.
///
/// `$` is the number, `${offset,width,base}` the number plus the offset with leading zeros, in the
/// base `d`, `o`, `x`, `X`, or as nibbles in reverse (`n`, `N`); `$$` and `\$` are a dollar sign.
final class GenerateTemplate {
  private static final Pattern MODIFIER =
      Pattern.compile("\\{([+-]?\\d{1,10})(?:,(\\d{1,3})(?:,([doxXnN]))?)?}");

  private record Place(long offset, int width, char base) {}

  private final List<byte[]> texts = new ArrayList<>();
  private final List<Place> numbers = new ArrayList<>();

  private GenerateTemplate() {}

  /// Cuts the tokens from `first` to the end of the entry. The token at `first` is the owner; a
  /// last token in quotes is taken out of them, unless the record is one of text.
  static GenerateTemplate of(Entry entry, int first, boolean keepQuotes) throws BadText {
    var template = new GenerateTemplate();
    var text = new ByteArrayOutputStream();
    for (var token = first; token < entry.count(); token++) {
      var quotes = entry.quoted(token) && (keepQuotes || token < entry.count() - 1);
      text.writeBytes(quotes ? new byte[] {' ', '"'} : new byte[] {' '});
      if (token == first) {
        text.reset();
      }
      template.cut(entry, token, text);
      if (quotes) {
        text.write('"');
      }
    }
    template.texts.add(text.toByteArray());
    return template;
  }

  private void cut(Entry entry, int token, ByteArrayOutputStream text) throws BadText {
    var octets = entry.octets();
    var to = entry.to(token);
    for (var i = entry.from(token); i < to; i++) {
      if (octets[i] == '\\' && i + 1 < to) {
        text.write(octets[i++]);
        text.write(octets[i]);
      } else if (octets[i] != '$') {
        text.write(octets[i]);
      } else if (i + 1 < to && octets[i + 1] == '$') {
        text.write('\\');
        text.write(octets[i++]);
      } else {
        texts.add(text.toByteArray());
        text.reset();
        i += addNumber(octets, i + 1, to);
      }
    }
  }

  /// Adds the number whose modifier, if any, stands at `from`; returns the length of the modifier.
  private int addNumber(byte[] octets, int from, int to) throws BadText {
    if (from >= to || octets[from] != '{') {
      numbers.add(new Place(0, 0, 'd'));
      return 0;
    }
    var rest = new String(octets, from, Math.min(to - from, 40), StandardCharsets.ISO_8859_1);
    Matcher modifier = MODIFIER.matcher(rest);
    if (!modifier.lookingAt()) {
      throw new BadText(from, "a modifier that is none", "as in ${offset,width,base}");
    }
    var width = modifier.group(2) == null ? 0 : Integer.parseInt(modifier.group(2));
    var base = modifier.group(3) == null ? 'd' : modifier.group(3).charAt(0);
    if (width > 255) {
      throw new BadText(from, "a width over 255");
    }
    numbers.add(new Place(Long.parseLong(modifier.group(1)), width, base));
    return modifier.end();
  }

  /// Returns the line for one number.
  ///
  /// @param offset the place of the directive
  byte[] line(long number, int offset) throws BadText {
    var line = new ByteArrayOutputStream();
    for (var i = 0; i < numbers.size(); i++) {
      line.writeBytes(texts.get(i));
      var value = number + numbers.get(i).offset;
      if (value < 0) {
        throw new BadText(offset, "the number " + value + " is below 0");
      }
      line.writeBytes(digits(value, numbers.get(i)).getBytes(StandardCharsets.US_ASCII));
    }
    line.writeBytes(texts.getLast());
    return line.toByteArray();
  }

  private static String digits(long value, Place number) {
    return switch (number.base) {
      case 'o' -> padded(Long.toOctalString(value), number.width);
      case 'x' -> padded(Long.toHexString(value), number.width);
      case 'X' -> padded(Long.toHexString(value).toUpperCase(Locale.ROOT), number.width);
      case 'n' -> nibbles(value, number.width, "0123456789abcdef");
      case 'N' -> nibbles(value, number.width, "0123456789ABCDEF");
      default -> padded(Long.toString(value), number.width);
    };
  }

  private static String padded(String digits, int width) {
    return "0".repeat(Math.max(0, width - digits.length())) + digits;
  }

  /// Returns the digits from the last to the first with dots between them; the width counts both.
  private static String nibbles(long value, int width, String alphabet) {
    var text = new StringBuilder();
    var rest = value;
    do {
      if (!text.isEmpty()) {
        text.append('.');
      }
      text.append(alphabet.charAt((int) (rest & 15)));
      rest >>= 4;
    } while (rest != 0 || text.length() < width);
    return text.toString();
  }
}
