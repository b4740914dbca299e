package org.pharosdns.cli;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A table in plain text: columns as wide as their content, two blanks apart, under one line of
/// headings. Not for several threads.
public final class Table {
  private final List<Column> columns;
  private final List<List<Cell>> rows = new ArrayList<>();

  /// @param headings from left to right; one that begins with `>` aligns its column to the right
  public Table(String... headings) {
    List<Column> list = new ArrayList<>();
    for (String heading : headings) {
      boolean right = heading.startsWith(">");
      list.add(new Column(right ? heading.substring(1) : heading, right));
    }
    this.columns = List.copyOf(list);
  }

  /// A value and its colour, or null for none.
  public record Cell(String text, @Nullable Tint tint) {
    /// Returns a cell without colour; null stands for nothing and becomes `-`.
    public static Cell of(@Nullable Object value) {
      return new Cell(value == null ? "-" : value.toString(), null);
    }
  }

  private record Column(String heading, boolean right) {}

  /// Adds a row of as many cells as there are columns.
  public void add(Cell... cells) {
    if (cells.length != columns.size()) {
      throw new IllegalArgumentException(cells.length + " cells for " + columns.size());
    }
    rows.add(List.of(cells));
  }

  /// Returns the lines, headings first, without trailing blanks; nothing but the headings when
  /// there is no row.
  public List<String> lines(boolean colour) {
    int[] widths = new int[columns.size()];
    List<Cell> headings = new ArrayList<>();
    for (int i = 0; i < widths.length; i++) {
      Cell heading = new Cell(columns.get(i).heading, Tint.STRONG);
      headings.add(heading);
      widths[i] = width(heading);
      for (List<Cell> row : rows) {
        widths[i] = Math.max(widths[i], width(row.get(i)));
      }
    }
    List<String> lines = new ArrayList<>();
    lines.add(line(headings, widths, colour));
    rows.forEach(row -> lines.add(line(row, widths, colour)));
    return lines;
  }

  private String line(List<Cell> row, int[] widths, boolean colour) {
    var line = new StringBuilder();
    int pending = 0;
    for (int i = 0; i < widths.length; i++) {
      Cell cell = row.get(i);
      int padding = widths[i] - width(cell);
      boolean right = columns.get(i).right;
      pending += right ? padding : 0;
      if (!cell.text.isEmpty()) {
        Tint tint = cell.tint;
        line.repeat(' ', pending)
            .append(colour && tint != null ? tint.apply(cell.text) : cell.text);
        pending = 0;
      }
      pending += (right ? 0 : padding) + 2;
    }
    return line.toString();
  }

  private static int width(Cell cell) {
    return cell.text.codePointCount(0, cell.text.length());
  }
}
