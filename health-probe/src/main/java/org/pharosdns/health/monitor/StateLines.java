package org.pharosdns.health.monitor;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

/// The text of a state file: a line that says what it is, its lines, and at last how many these
/// are. A file that was cut off anywhere is no such text.
///
/// ```
/// pharos tiers 2
/// www.example.com.  1  west.example.com.
/// end 1
/// ```
///
/// The first version had no last line, and is still read.
public final class StateLines {
  private static final String END = "end ";

  private StateLines() {}

  /// Returns the text of a file.
  ///
  /// @param kind what it holds, as in `pharos tiers`
  public static String text(String kind, Collection<String> lines) {
    var text = new StringBuilder(kind).append(" 2\n");
    lines.forEach(line -> text.append(line).append('\n'));
    return text.append(END).append(lines.size()).append('\n').toString();
  }

  /// Returns the lines of a file, of which the first is its second.
  ///
  /// @throws IOException naming the file when it cannot be read, is another, or was cut off
  public static List<String> read(Path file, String kind) throws IOException {
    DurableFile.requireRegular(file);
    List<String> lines;
    try {
      lines = Files.readAllLines(file);
    } catch (CharacterCodingException e) {
      throw new IOException(file + ": not a text in UTF-8, so not written by Pharos", e);
    }
    var first = lines.isEmpty() ? "" : lines.getFirst();
    if (first.equals(kind + " 1")) {
      return lines.subList(1, lines.size());
    }
    if (!first.equals(kind + " 2")) {
      throw new IOException(file + ":1: does not begin with \"" + kind + " 2\"");
    }
    var count = lines.size() - 2;
    if (!lines.getLast().equals(END + count)) {
      throw new IOException(
          "%s:%d: was cut off: it does not end with \"%s\" and the number of its lines"
              .formatted(file, lines.size(), END));
    }
    return lines.subList(1, count + 1);
  }
}
