package org.pharosdns.cli.control;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/// One line of a journal: the CRC-32C of a JSON text in hexadecimal, a blank, the text. A line that
/// was cut off or garbled is told by its sum.
public final class JournalLine {
  private static final int SUM_DIGITS = 8;

  private JournalLine() {}

  /// Returns a line without its end.
  public static String print(HistoryEntry entry) {
    var json = ControlJson.mapper().writeValueAsString(entry);
    return sum(json) + " " + json;
  }

  /// Returns the entry of a line, or null when the line is not whole.
  public static @Nullable HistoryEntry read(String line) {
    if (line.length() <= SUM_DIGITS || !line.startsWith(sum(line.substring(SUM_DIGITS + 1)))) {
      return null;
    }
    try {
      var entry =
          ControlJson.mapper().readValue(line.substring(SUM_DIGITS + 1), HistoryEntry.class);
      return isWhole(entry) ? entry : null;
    } catch (JacksonException e) {
      return null;
    }
  }

  /// JSON may leave out what the record promises to be there.
  private static boolean isWhole(@Nullable HistoryEntry entry) {
    return entry != null
        && Stream.of(entry.zone(), entry.at(), entry.kind(), entry.author())
            .allMatch(Objects::nonNull)
        && Stream.of(entry.removed(), entry.added(), entry.files())
            .allMatch(list -> list != null && list.stream().allMatch(Objects::nonNull))
        && entry.files().stream().allMatch(file -> file.path() != null);
  }

  private static String sum(String text) {
    var sum = new CRC32C();
    sum.update(text.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().toHexDigits((int) sum.getValue());
  }
}
