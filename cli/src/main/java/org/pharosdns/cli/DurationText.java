package org.pharosdns.cli;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Durations as people write and read them.
public final class DurationText {
  private static final Pattern PART = Pattern.compile("([0-9]{1,9})(ms|s|m|h|d)");

  private DurationText() {}

  /// Returns `3.2s` below ten seconds, `42s` below a minute, then two units: `1m30s`, `2h5m`,
  /// `7d3h`.
  public static String of(Duration duration) {
    long millis = Math.max(0, duration.toMillis());
    long seconds = Math.round(millis / 1000.0);
    if (millis < 9_950) {
      String tenths = String.format(Locale.ROOT, "%.1f", millis / 1000.0);
      return (tenths.endsWith(".0") ? tenths.substring(0, tenths.length() - 2) : tenths) + "s";
    }
    if (seconds < 60) {
      return seconds + "s";
    }
    if (seconds < 3600) {
      return two(seconds / 60, "m", seconds % 60, "s");
    }
    if (seconds < 86_400) {
      return two(seconds / 3600, "h", seconds % 3600 / 60, "m");
    }
    return two(seconds / 86_400, "d", seconds % 86_400 / 3600, "h");
  }

  private static String two(long first, String unit, long second, String smaller) {
    return first + unit + (second == 0 ? "" : second + smaller);
  }

  /// Returns the seconds with as many decimals as they need: `12.15s`, `30s`.
  public static String exact(Duration duration) {
    BigDecimal seconds = BigDecimal.valueOf(duration.toMillis()).movePointLeft(3);
    return (seconds.signum() == 0 ? "0" : seconds.stripTrailingZeros().toPlainString()) + "s";
  }

  /// Returns the duration that `text` writes, such as `250ms`, `1m30s` or `7d`.
  ///
  /// @throws IllegalArgumentException for anything else, and for nothing at all
  public static Duration parse(String text) {
    Duration sum = Duration.ZERO;
    Matcher part = PART.matcher(text);
    int end = 0;
    while (part.find() && part.start() == end) {
      long number = Long.parseLong(part.group(1));
      sum =
          sum.plus(
              switch (part.group(2)) {
                case "ms" -> Duration.ofMillis(number);
                case "s" -> Duration.ofSeconds(number);
                case "m" -> Duration.ofMinutes(number);
                case "h" -> Duration.ofHours(number);
                default -> Duration.ofDays(number);
              });
      end = part.end();
    }
    if (text.isEmpty() || end != text.length() || sum.isZero()) {
      throw new IllegalArgumentException(
          "'%s' is no duration; write for example 90s, 10m or 1h30m".formatted(text));
    }
    return sum;
  }
}
