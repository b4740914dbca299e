package org.pharosdns.cli.terminal;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pharosdns.cli.Tint;
import org.pharosdns.cli.control.Remark;

/// One line of a picture, put together from left to right. Every code point counts as one column.
public final class StyledLine {
  private static final String CUT = "…";

  private record Part(String text, @Nullable Tint tint) {}

  private final List<Part> parts = new ArrayList<>();
  private int width;

  /// Returns a line of one text.
  public static StyledLine of(@Nullable Tint tint, String text) {
    return new StyledLine().add(tint, text);
  }

  /// Adds a text in a colour, or without one. Control characters become blanks.
  public StyledLine add(@Nullable Tint tint, String text) {
    var harmless = Remark.harmless(text);
    parts.add(new Part(harmless, tint));
    width += columns(harmless);
    return this;
  }

  /// Adds a text without colour.
  public StyledLine add(String text) {
    return add(null, text);
  }

  /// Adds blanks up to a column, at least one if anything stands before.
  public StyledLine to(int column) {
    var missing = Math.max(width == 0 ? 0 : 1, column - width);
    return add(" ".repeat(missing));
  }

  /// Returns how many columns it takes.
  public int width() {
    return width;
  }

  /// Returns the line, cut to `columns`; what is cut off leaves an ellipsis.
  public String text(int columns, boolean colour) {
    var text = new StringBuilder();
    var left = width <= columns ? columns : Math.max(0, columns - 1);
    for (var part : parts) {
      if (left == 0) {
        break;
      }
      var shown = part.text;
      if (columns(shown) > left) {
        shown = shown.substring(0, shown.offsetByCodePoints(0, left));
      }
      left -= columns(shown);
      text.append(part.tint == null || !colour ? shown : part.tint.apply(shown));
    }
    return width <= columns ? text.toString() : text.append(columns > 0 ? CUT : "").toString();
  }

  private static int columns(String text) {
    return text.codePointCount(0, text.length());
  }
}
