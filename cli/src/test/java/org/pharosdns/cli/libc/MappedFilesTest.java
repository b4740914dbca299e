package org.pharosdns.cli.libc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pharosdns.cli.libc.MappedFiles.Mapping;

class MappedFilesTest {
  private static final int OCTETS = 4 * 1024 * 1024;
  private static final int PAGE = 4096;

  private static final String SMAPS =
      """
      800a14000-801a90000 r--p 00a14000 fe:00 291 /opt/pharos/pharos.aot
      Size:              16880 kB
      Rss:               16000 kB
      Pss:               16000 kB
      Anonymous:             0 kB
      THPeligible:           0
      VmFlags: rd mr mw me sd
      7f2260000000-7f2260a5e000 rw-p 00000000 00:00 0
      Size:              10616 kB
      Rss:                4748 kB
      Anonymous:          4748 kB
      7f229fe80000-7f229ff6b000 r--p 01480000 fe:00 77 /usr/lib/jvm/a folder/libjvm.so
      Rss:                 940 kB
      Anonymous:           940 kB
      7f229ff6b000-7f229ff96000 rw-p 0156b000 fe:00 77 /usr/lib/jvm/a folder/libjvm.so
      Rss:                 400 kB
      Anonymous:             0 kB
      7f229ffa0000-7f229ffb0000 r-xp 00000000 fe:00 12 /usr/lib/libm.so.6
      Rss:                  64 kB
      Anonymous:             0 kB
      """;

  @TempDir Path folder;

  @Test
  void mappingsAreReadWithWhatIsInMemoryAndWhatIsNoLongerTheFile() {
    assertThat(MappedFiles.mappings(SMAPS.lines().toList()))
        .containsExactly(
            new Mapping(0x800a14000L, 0x801a90000L, "r--p", 16000 * 1024, 0),
            new Mapping(0x7f229fe80000L, 0x7f229ff6b000L, "r--p", 940 * 1024, 940 * 1024),
            new Mapping(0x7f229ff6b000L, 0x7f229ff96000L, "rw-p", 400 * 1024, 0),
            new Mapping(0x7f229ffa0000L, 0x7f229ffb0000L, "r-xp", 64 * 1024, 0));
  }

  @Test
  void onlyWhatTheFileHoldsAsWellIsReleased() {
    assertThat(MappedFiles.mappings(SMAPS.lines().toList()))
        .filteredOn(Mapping::isReleasable)
        .as("neither what can be written to, nor what was, nor what is not worth it")
        .containsExactly(new Mapping(0x800a14000L, 0x801a90000L, "r--p", 16000 * 1024, 0));
  }

  @Test
  void aReleasedFileTakesNoMemoryAndReadsAsBefore() throws IOException {
    var content = new byte[OCTETS];
    for (var i = 0; i < OCTETS; i++) {
      content[i] = (byte) (i / PAGE);
    }
    var file = Files.write(folder.resolve("mapped"), content);
    try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
      var mapped = channel.map(MapMode.READ_ONLY, 0, OCTETS);
      mapped.load();
      assertThat(resident(file)).isEqualTo(OCTETS);

      assertThat(MappedFiles.release()).isGreaterThanOrEqualTo(OCTETS);

      assertThat(resident(file)).isZero();
      var read = new byte[OCTETS];
      mapped.get(read);
      assertThat(read).isEqualTo(content);
    }
  }

  private static long resident(Path file) throws IOException {
    var lines = Files.readAllLines(Path.of("/proc/self/smaps"));
    var from = lines.stream().filter(line -> line.endsWith(file.toString())).findFirst();
    return MappedFiles.mappings(lines.subList(lines.indexOf(from.orElseThrow()), lines.size()))
        .getFirst()
        .residentOctets();
  }
}
