package org.pharosdns.zone.edit;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.pharosdns.dns.wire.RecordType;
import org.pharosdns.zone.load.RecordScanner.Span;

/// How the columns of a record's line stand, for a new line that stands beside it.
final class LineStyle {
  private static final int TAB = 8;

  private final Written model;
  private final boolean tabs;
  private final boolean columns;
  private final StringBuilder line = new StringBuilder();
  private int column;

  /// Takes the columns of `model`; what stands on a later line of it has none.
  LineStyle(Written model) {
    this.model = model;
    var usesTabs = false;
    for (var i = model.begin(); i < model.dataSpan().from(); i++) {
      usesTabs |= model.octets()[i] == '\t';
    }
    tabs = usesTabs;
    columns = usesTabs || hasColumns();
  }

  /// Whether words are set apart by more than one blank, so that columns are meant.
  private boolean hasColumns() {
    var owner = model.ownerSpan();
    for (var i = owner == null ? model.typeSpan().from() : owner.to();
        i + 1 < model.dataSpan().from();
        i++) {
      if (model.octets()[i] == ' ' && model.octets()[i + 1] == ' ') {
        return true;
      }
    }
    return false;
  }

  /// Returns a line without its end.
  ///
  /// @param owner empty for a blank in its place
  /// @param ttl null for none
  String line(String owner, @Nullable String ttl, int type, String data) {
    line.setLength(0);
    line.append(owner);
    column = owner.length();
    var typeColumn = column(model.typeSpan());
    var ttlSpan = model.ttlSpan();
    var classSpan = model.classSpan();
    var classFirst = classSpan != null && (ttlSpan == null || classSpan.from() < ttlSpan.from());
    if (classSpan != null && classFirst) {
      add(text(classSpan), column(classSpan));
    }
    if (ttl != null) {
      add(ttl, ttlSpan != null ? column(ttlSpan) : typeColumn - Math.max(TAB, ttl.length() + 1));
    }
    if (classSpan != null && !classFirst) {
      add(text(classSpan), column(classSpan));
    }
    add(typeText(type), typeColumn);
    add(data, column(model.dataSpan()));
    return line.toString();
  }

  /// Returns what stands in the place of the blanks at the start of a line when the owner comes
  /// there, so that the rest keeps its column.
  static String ownerInPlaceOf(String blanks, String owner) {
    var column = 0;
    for (var i = 0; i < blanks.length(); i++) {
      column = blanks.charAt(i) == '\t' ? (column / TAB + 1) * TAB : column + 1;
    }
    var text = new StringBuilder(owner);
    pad(text, owner.length(), column, blanks.indexOf('\t') >= 0);
    return text.toString();
  }

  private String typeText(int type) {
    var text = RecordType.mnemonic(type);
    var before = text(model.typeSpan());
    return before.equals(before.toLowerCase(Locale.ROOT)) ? text.toLowerCase(Locale.ROOT) : text;
  }

  private String text(Span span) {
    return new String(
        model.octets(), span.from(), span.to() - span.from(), StandardCharsets.ISO_8859_1);
  }

  private void add(String text, int target) {
    var isFirst = line.isEmpty();
    column = pad(line, column, columns || isFirst ? target : 0, tabs) + text.length();
    line.append(text);
  }

  /// Appends at least one blank, up to the column `target`; returns the column reached.
  private static int pad(StringBuilder line, int from, int target, boolean tabs) {
    if (target <= from) {
      line.append(' ');
      return from + 1;
    }
    var at = from;
    while (tabs && (at / TAB + 1) * TAB <= target) {
      line.append('\t');
      at = (at / TAB + 1) * TAB;
    }
    line.repeat(' ', target - at);
    return target;
  }

  /// Returns the column of a word on the first line, 0 for one further down.
  private int column(Span span) {
    var at = 0;
    for (var i = model.begin(); i < span.from(); i++) {
      switch (model.octets()[i]) {
        case '\t' -> at = (at / TAB + 1) * TAB;
        case '\n' -> {
          return 0;
        }
        default -> at++;
      }
    }
    return at;
  }
}
