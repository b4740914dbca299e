package org.pharosdns.cli.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pharosdns.cli.geo.GeoDatabase;
import org.pharosdns.cli.geo.GeoFile;
import org.pharosdns.cli.zones.FullHeap;
import org.pharosdns.zone.load.FileChecksum;
import org.pharosdns.zone.model.HeapRoom;
import org.pharosdns.zone.model.NoRoomException;
import org.pharosdns.zone.model.Problem;
import org.pharosdns.zone.steer.GeoNetworks;

class GeoReaderTest {
  @TempDir private Path folder = Path.of("");
  private Path file = Path.of("");

  @BeforeEach
  void write() throws IOException {
    file = new GeoFile().add("192.0.2.0/24", "DE", "EU").write(folder.resolve("geo.mmdb"));
  }

  private GeoDatabase read(GeoDatabase before) throws IOException {
    return GeoReader.read(file, before, HeapRoom.OF_JVM);
  }

  private void enlarge(long octets) throws IOException {
    try (var large = new RandomAccessFile(file.toFile(), "rw")) {
      large.setLength(octets);
    }
  }

  @Test
  void aFileThatHasNotChangedIsNotReadAgain() throws IOException {
    var before = new GeoDatabase(FileChecksum.of(file), GeoNetworks.NONE);
    assertThat(read(before)).isSameAs(before);
    new GeoFile().add("192.0.2.0/24", "FR", "EU").write(file);
    assertThat(read(before).networks()).hasToString("192.0.2.0/24 FR EU");
  }

  @Test
  void whatAnotherFileSaysAsWellIsNotKeptTwice() throws IOException {
    var before = read(GeoDatabase.NONE);
    new GeoFile().add("192.0.2.0/25", "DE", "EU").add("192.0.2.128/25", "DE", "EU").write(file);
    var now = read(before);
    assertThat(now.checksum()).isNotEqualTo(before.checksum());
    assertThat(now.networks()).isSameAs(before.networks());
  }

  @Test
  void whatIsLargerThan256MebibytesIsRefused() throws IOException {
    enlarge((256L << 20) + 1);
    assertThatThrownBy(() -> read(GeoDatabase.NONE))
        .isInstanceOf(IOException.class)
        .hasMessage("it has more than 268435456 octets");
  }

  @Test
  void aFileThatTheHeapHasNoRoomForIsRefusedBeforeItIsRead() throws IOException {
    enlarge(2 << 20);
    var room = new HeapRoom(new FullHeap());
    assertThatThrownBy(() -> GeoReader.read(file, null, room)).isInstanceOf(NoRoomException.class);
  }

  @Test
  void whatIsWrongIsToldWithTheFileAndThePlaceInTheConfiguration() throws IOException {
    var configuration =
        Files.writeString(folder.resolve("pharos.toml"), "[server]\ngeo_database = \"geo.mmdb\"\n");
    for (var each : new String[] {"this is no MaxMind database: ", "there is no such file"}) {
      if (each.startsWith("there")) {
        Files.delete(file);
      } else {
        Files.writeString(file, "none");
      }
      assertThat(ConfigLoader.load(configuration, folder).problems())
          .singleElement()
          .extracting(Problem::format)
          .asString()
          .contains("pharos.toml:2:", "the database cannot be read: " + file + ": " + each);
    }
  }
}
