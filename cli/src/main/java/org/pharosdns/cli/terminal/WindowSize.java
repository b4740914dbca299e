package org.pharosdns.cli.terminal;

import java.io.IOException;
import java.util.regex.Pattern;

/// The size of a terminal's window in characters.
public record WindowSize(int rows, int columns) {
  /// What is assumed where the terminal does not say.
  public static final WindowSize USUAL = new WindowSize(24, 80);

  private static final Pattern SIZE = Pattern.compile("(\\d{1,5}) (\\d{1,5})");

  /// Asks the terminal of this process.
  static WindowSize ask() throws IOException {
    return parse(Stty.run("size"));
  }

  /// Reads what `stty size` says.
  static WindowSize parse(String text) {
    var matcher = SIZE.matcher(text);
    if (!matcher.matches()) {
      return USUAL;
    }
    var rows = Integer.parseInt(matcher.group(1));
    var columns = Integer.parseInt(matcher.group(2));
    return rows == 0 || columns == 0 ? USUAL : new WindowSize(rows, columns);
  }
}
