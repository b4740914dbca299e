package org.pharosdns.health.check;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Reads header blocks of one HTTP/2 connection, RFC 7541. Of the static table it knows the values
/// of `:status`; other names from there come out empty, for nobody asks for them.
final class HpackReader {
  private static final int STATIC = 61;
  private static final int FIRST_STATUS = 8;
  private static final List<String> STATUSES =
      List.of("200", "204", "206", "304", "400", "404", "500");
  private static final int MAX_TABLE = 4096;
  private static final int OVERHEAD = 32;

  private record Field(String name, String value) {
    int size() {
      return name.length() + value.length() + OVERHEAD;
    }
  }

  /// The newest first.
  private final ArrayDeque<Field> table = new ArrayDeque<>();

  private int tableSize;
  private int tableLimit = MAX_TABLE;
  private byte[] block = new byte[0];
  private int at;

  /// Returns the fields of a block by name; of fields with one name the last.
  ///
  /// @throws ProbeEnded failed, `protocol`, for what is no header block
  Map<String, String> read(byte[] octets) throws ProbeEnded {
    block = octets;
    at = 0;
    var fields = new HashMap<String, String>();
    while (at < block.length) {
      int first = block[at] & 0xff;
      if ((first & 0x80) != 0) {
        put(fields, indexed(integer(7)));
      } else if ((first & 0x40) != 0) {
        Field field = literal(6);
        put(fields, field);
        remember(field);
      } else if ((first & 0x20) != 0) {
        resize(integer(5));
      } else {
        put(fields, literal(4));
      }
    }
    return fields;
  }

  private static void put(Map<String, String> fields, Field field) {
    fields.put(field.name, field.value);
  }

  private Field literal(int prefix) throws ProbeEnded {
    int index = integer(prefix);
    String name = index == 0 ? text() : indexed(index).name;
    return new Field(name, text());
  }

  private Field indexed(int index) throws ProbeEnded {
    if (index >= FIRST_STATUS && index < FIRST_STATUS + STATUSES.size()) {
      return new Field(":status", STATUSES.get(index - FIRST_STATUS));
    }
    if (index > 0 && index <= STATIC) {
      return new Field("", "");
    }
    int place = index - STATIC - 1;
    if (place < 0 || place >= table.size()) {
      throw ProbeEnded.failed("protocol");
    }
    return new ArrayList<>(table).get(place);
  }

  private void remember(Field field) {
    table.addFirst(field);
    tableSize += field.size();
    evict();
  }

  private void resize(int limit) throws ProbeEnded {
    if (limit > MAX_TABLE) {
      throw ProbeEnded.failed("protocol");
    }
    tableLimit = limit;
    evict();
  }

  private void evict() {
    while (tableSize > tableLimit) {
      tableSize -= table.removeLast().size();
    }
  }

  private String text() throws ProbeEnded {
    boolean huffman = at < block.length && (block[at] & 0x80) != 0;
    int length = integer(7);
    if (length > block.length - at) {
      throw ProbeEnded.failed("protocol");
    }
    int from = at;
    at += length;
    return huffman
        ? HpackHuffman.decode(block, from, at)
        : new String(block, from, length, StandardCharsets.UTF_8);
  }

  /// An integer whose first bits stand at the end of the next octet, RFC 7541 section 5.1.
  private int integer(int prefix) throws ProbeEnded {
    int full = (1 << prefix) - 1;
    int value = octet() & full;
    if (value < full) {
      return value;
    }
    for (int shift = 0; shift <= 14; shift += 7) {
      int octet = octet();
      value += (octet & 0x7f) << shift;
      if ((octet & 0x80) == 0) {
        return value;
      }
    }
    throw ProbeEnded.failed("protocol");
  }

  private int octet() throws ProbeEnded {
    if (at >= block.length) {
      throw ProbeEnded.failed("protocol");
    }
    return block[at++] & 0xff;
  }
}
