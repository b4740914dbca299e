package org.pharosdns.zone.edit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// The serial goes up in the style it has, and always up (RFC 1982).
class SerialStyleTest {
  private static final Instant NOON = Instant.parse("2026-11-30T12:00:00Z");
  private static final long LARGEST = 0xffff_ffffL;

  private static long next(long serial) {
    return SerialStyle.next(serial, NOON);
  }

  @Test
  void aDateBecomesTodaysOrTheNextChangeOfToday() {
    assertThat(next(2026_01_01_07L)).isEqualTo(2026_11_30_00L);
    assertThat(next(2026_11_30_00L)).isEqualTo(2026_11_30_01L);
    assertThat(next(2026_11_30_98L)).isEqualTo(2026_11_30_99L);
    assertThat(next(1996_02_29_01L)).isEqualTo(2026_11_30_00L);
  }

  @Test
  void aDateAheadOfTodayIsCountedFrom() {
    assertThat(next(2026_12_24_00L)).isEqualTo(2026_12_24_01L);
    assertThat(next(2027_11_30_05L)).isEqualTo(2027_11_30_06L);
  }

  @Test
  void moreThanAHundredChangesOfTheLastDayOfAMonthAreStillDates() {
    var serial = 2026_11_30_99L;
    for (var i = 0; i < 250; i++) {
      serial = next(serial);
    }
    assertThat(serial).isEqualTo(2026_11_33_49L);
    assertThat(SerialStyle.of(serial, NOON)).isEqualTo(SerialStyle.DATE);
    assertThat(SerialStyle.next(serial, Instant.parse("2026-12-01T00:00:00Z")))
        .isEqualTo(2026_12_01_00L);
    assertThat(SerialStyle.next(2026_12_31_99L + 1, Instant.parse("2027-01-01T00:00:00Z")))
        .isEqualTo(2027_01_01_00L);
  }

  @Test
  void aTimeBecomesNowOrASecondMore() {
    var now = NOON.getEpochSecond();
    assertThat(next(1_500_000_000L)).isEqualTo(now);
    assertThat(next(now)).isEqualTo(now + 1);
    assertThat(next(now + 60)).isEqualTo(now + 61);
  }

  @Test
  void anythingElseIsCountedAndWrapsAround() {
    assertThat(next(0)).isEqualTo(1);
    assertThat(next(999_999_999L)).isEqualTo(1_000_000_000L);
    assertThat(next(2026_13_01_00L)).isEqualTo(2026_13_01_01L);
    assertThat(next(2099_01_01_00L)).isEqualTo(2099_01_01_01L);
    assertThat(next(0x7fff_ffffL)).isEqualTo(0x8000_0000L);
    assertThat(next(LARGEST - 1)).isEqualTo(LARGEST);
    assertThat(next(LARGEST)).isZero();
  }

  @Test
  void greaterIsMeantAsInRfc1982() {
    assertThat(SerialStyle.isGreater(1, 0)).isTrue();
    assertThat(SerialStyle.isGreater(0, LARGEST)).isTrue();
    assertThat(SerialStyle.isGreater(0x7fff_ffffL, 0)).isTrue();
    assertThat(SerialStyle.isGreater(0x8000_0000L, 0)).isFalse();
    assertThat(SerialStyle.isGreater(5, 5)).isFalse();
    assertThat(SerialStyle.isGreater(LARGEST, 0)).isFalse();
  }

  @Test
  void whateverSerialAndCalendarAreTheNextOneIsGreaterAndHas32Bits() {
    var random = new SplittableRandom(1982);
    for (var i = 0; i < 200_000; i++) {
      var serial = random.nextInt() & LARGEST;
      var now = Instant.ofEpochSecond(random.nextLong(1L << 33));
      var next = SerialStyle.next(serial, now);
      assertThat(next).isBetween(0L, LARGEST);
      assertThat(SerialStyle.isGreater(next, serial)).as("%d at %s", serial, now).isTrue();
    }
  }
}
