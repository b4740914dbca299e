package org.pharosdns.zone.edit;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/// How the serial of a zone goes up, told by the serial itself.
public enum SerialStyle {
  /// `YYYYMMDDnn`: the day and a number of the change on it (RFC 1912 section 2.2).
  DATE,
  /// Seconds since 1970.
  UNIX_TIME,
  /// One more each time.
  COUNTER;

  private static final long MASK = 0xffff_ffffL;
  private static final long HALF = 1L << 31;
  private static final long CHANGES_A_DAY = 100;
  private static final long FIRST_UNIX_TIME = 1_000_000_000L;
  private static final long DATES_AHEAD = 366;
  private static final long SECONDS_AHEAD = 7L * 86_400;

  /// Returns the style of `serial`. A date or time in the far future is only a number.
  public static SerialStyle of(long serial, Instant now) {
    var day = serial / CHANGES_A_DAY;
    if (isDay(day, now)) {
      return DATE;
    }
    var isTime = serial >= FIRST_UNIX_TIME && serial <= now.getEpochSecond() + SECONDS_AHEAD;
    return isTime ? UNIX_TIME : COUNTER;
  }

  private static boolean isDay(long number, Instant now) {
    var year = (int) (number / 10_000);
    var month = (int) (number / 100 % 100);
    var day = (int) (number % 100);
    if (year < 1980 || month < 1 || month > 12 || day < 1) {
      return false;
    }
    // The hundredth change of the last day of a month has the number of a day that is none.
    var date = LocalDate.of(year, month, 1).plusDays(day - 1L);
    return date.isBefore(LocalDate.ofInstant(now, ZoneOffset.UTC).plusDays(DATES_AHEAD));
  }

  /// Returns the serial after `serial` in its own style, always greater in the arithmetic of RFC
  /// 1982. Style yields to that: the hundredth change of a day takes a number of the next one.
  public static long next(long serial, Instant now) {
    var wanted =
        switch (of(serial, now)) {
          case DATE -> today(now) * CHANGES_A_DAY;
          case UNIX_TIME -> now.getEpochSecond() & MASK;
          case COUNTER -> (serial + 1) & MASK;
        };
    return isGreater(wanted, serial) ? wanted : (serial + 1) & MASK;
  }

  private static long today(Instant now) {
    var today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    return today.getYear() * 10_000L + today.getMonthValue() * 100L + today.getDayOfMonth();
  }

  /// Whether `a` is greater than `b` (RFC 1982 section 3.2).
  public static boolean isGreater(long a, long b) {
    return a != b && ((a - b) & MASK) < HALF;
  }
}
