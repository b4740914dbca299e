package org.pharosdns.cli.tap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// How much of a disk a log leaves to others.
class DiskFloorTest {
  private static final long MEBIBYTE = 1 << 20;
  private static final Path LOG = Path.of("/var/log/pharos/queries.json");

  private long usable;
  private long whole;

  private final DiskFloor floor =
      new DiskFloor(
          LOG,
          new DiskFloor.Disk() {
            @Override
            public long usableOctets() {
              return usable;
            }

            @Override
            public long wholeOctets() {
              return whole;
            }
          });

  private boolean hasRoom() {
    return catchThrowable(floor::require) == null;
  }

  @ParameterizedTest(name = "of {0} MiB {1} MiB are left")
  @CsvSource({"1000000, 512", "4096, 512", "4088, 511", "800, 100", "64, 8", "8, 1"})
  void halfAGibibyteIsLeftOrAnEighthOfASmallDisk(long wholeMebibytes, long leftMebibytes) {
    whole = wholeMebibytes * MEBIBYTE;
    usable = leftMebibytes * MEBIBYTE;
    assertThat(hasRoom()).isTrue();
    usable--;
    assertThat(hasRoom()).isFalse();
  }

  @Test
  void onceThereIsTooLittleAnEighthMoreIsWanted() {
    whole = 800 * MEBIBYTE;
    usable = 99 * MEBIBYTE;
    assertThat(hasRoom()).isFalse();
    usable = 112 * MEBIBYTE;
    assertThat(hasRoom()).isFalse();
    usable = 113 * MEBIBYTE;
    assertThat(hasRoom()).isTrue();
    usable = 100 * MEBIBYTE;
    assertThat(hasRoom()).isTrue();
  }

  @Test
  void aDiskOfWhichNothingIsKnownHasNoFloor() {
    assertThat(hasRoom()).isTrue();
  }

  @Test
  void theReasonSaysHowMuchIsFreeAndHowMuchIsLeft() {
    whole = 100_000 * MEBIBYTE;
    usable = 300 * MEBIBYTE;
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(floor::require)
        .withMessage(
            LOG
                + ": only 300 MiB of its disk are free, and 512 MiB are left to what else is kept"
                + " there");
  }

  @Test
  void theDiskOfAFileIsThatOnWhichItLies() {
    var disk = DiskFloor.diskOf(Path.of("/proc/self/exe"));
    assertThat(disk.wholeOctets()).isPositive();
    assertThat(disk.usableOctets()).isBetween(0L, disk.wholeOctets());
  }
}
