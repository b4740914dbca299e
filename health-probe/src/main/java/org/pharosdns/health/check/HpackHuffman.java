package org.pharosdns.health.check;

import java.nio.charset.StandardCharsets;

/// Reads texts in the Huffman code of HPACK, RFC 7541 appendix B.
///
/// The code is canonical: codes of one length are consecutive numbers in the order of their
/// symbols, and shorter codes come first. So the lengths alone say everything.
final class HpackHuffman {
  private static final int SHORTEST = 5;
  private static final int LONGEST = 30;
  private static final int END_OF_STRING = 256;

  /// One letter per symbol, 0 to 255 and then the end of string: `a` is a code of five bits.
  private static final String LENGTHS =
      "isxxxxxxxtzxxzxxxxxxxxzxxxxxxxxxbffhibdgffdgdbbbaaabbbbbbbcdkbhf"
          + "ibccccccccccccccccccccccdcdioijbkabababbbaccbbbabcbaabccccckgjix"
          + "prpprrrsrssssststtrstssssqrsrsstrqprrssqsrrtqrssqqrqsrssprrrsrrs"
          + "vvporsruvvvwwvtuoqvwwvwtqqvvxwwwptpqrqqsrruuttvsvwvvwwwwwxwwwwwv"
          + "z";

  /// By length of code: the first code, how many there are, and where their symbols begin.
  private static final int[] FIRST = new int[LONGEST + 1];

  private static final int[] COUNT = new int[LONGEST + 1];
  private static final int[] START = new int[LONGEST + 1];
  private static final int[] SYMBOLS = new int[LENGTHS.length()];

  static {
    int code = 0;
    int next = 0;
    for (int length = SHORTEST; length <= LONGEST; length++) {
      code <<= 1;
      FIRST[length] = code;
      START[length] = next;
      for (int symbol = 0; symbol < LENGTHS.length(); symbol++) {
        if (LENGTHS.charAt(symbol) - 'a' + SHORTEST == length) {
          SYMBOLS[next++] = symbol;
        }
      }
      COUNT[length] = next - START[length];
      code += COUNT[length];
    }
  }

  private HpackHuffman() {}

  /// Returns the text that octets stand for, one character per octet.
  ///
  /// @throws ProbeEnded failed, `protocol`, for what is no such text
  static String decode(byte[] octets, int from, int to) throws ProbeEnded {
    var text = new StringBuilder((to - from) * 8 / SHORTEST);
    int code = 0;
    int length = 0;
    for (int bit = from * 8; bit < to * 8; bit++) {
      code = code << 1 | (octets[bit >> 3] >> (7 - (bit & 7)) & 1);
      length++;
      if (length > LONGEST) {
        throw ProbeEnded.failed("protocol");
      }
      int offset = code - FIRST[length];
      if (length >= SHORTEST && offset >= 0 && offset < COUNT[length]) {
        int symbol = SYMBOLS[START[length] + offset];
        if (symbol == END_OF_STRING) {
          throw ProbeEnded.failed("protocol");
        }
        text.append((char) symbol);
        code = 0;
        length = 0;
      }
    }
    requirePadding(code, length);
    return new String(
        text.toString().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }

  /// What is left over are less than eight ones.
  private static void requirePadding(int code, int length) throws ProbeEnded {
    if (length > 7 || code != (1 << length) - 1) {
      throw ProbeEnded.failed("protocol");
    }
  }
}
