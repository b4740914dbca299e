package org.pharosdns.cli.geo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.pharosdns.cli.zones.FullHeap;
import org.pharosdns.zone.model.HeapRoom;
import org.pharosdns.zone.model.NoRoomException;

final class GeoDatabaseTest {
  @TempDir Path folder;

  private static String read(Path file) throws IOException {
    return read(Files.readAllBytes(file));
  }

  private static String read(byte[] octets) throws IOException {
    return GeoDatabase.of(octets, HeapRoom.OF_JVM).networks().toString();
  }

  private String read(GeoFile file) throws IOException {
    return read(file.write(folder.resolve("geo.mmdb")));
  }

  @Test
  void everyNetworkOfTheFileIsKnownWithItsCountryAndContinent() throws IOException {
    var file =
        new GeoFile()
            .add("2001:db8::/32", "FR", "EU")
            .add("198.51.100.128/25", "US", "NA")
            .add("192.0.2.0/24", "DE", "EU")
            .add("255.255.255.255/32", "CH", "EU")
            .add("2001:db9::1/128", "LI", "EU");
    assertThat(read(file))
        .isEqualTo(
            """
            192.0.2.0/24 DE EU
            198.51.100.128/25 US NA
            255.255.255.255/32 CH EU
            2001:db8::/32 FR EU
            2001:db9::1/128 LI EU\
            """);
  }

  @Test
  void neighboursOfOneCountryAreOneNetwork() throws IOException {
    var file =
        new GeoFile()
            .add("10.0.0.0/10", "DE", "EU")
            .add("10.64.0.0/10", "DE", "EU")
            .add("10.128.0.0/10", "DE", "EU")
            .add("10.192.0.0/10", "DE", "EU")
            .add("11.0.0.0/9", "DE", "EU")
            .add("11.128.0.0/9", "CH", "EU");
    assertThat(read(file)).isEqualTo("10.0.0.0/8 DE EU\n11.0.0.0/9 DE EU\n11.128.0.0/9 CH EU");
  }

  @Test
  void allOfIpv4InOneCountryIsNotMergedWithIpv6() throws IOException {
    var file =
        new GeoFile()
            .add("0.0.0.0/1", "DE", "EU")
            .add("128.0.0.0/1", "DE", "EU")
            .add("::1:0:0:0/96", "DE", "EU");
    assertThat(read(file)).isEqualTo("0.0.0.0/0 DE EU\n::1:0:0:0/96 DE EU");
  }

  @Test
  void networksOfIpv6ThatStandForIpv4AreNone() throws IOException {
    var file = new GeoFile().add("192.0.2.0/24", "DE", "EU").alias("2002::/16");
    assertThat(read(file)).isEqualTo("192.0.2.0/24 DE EU");
  }

  @Test
  void whereANetworkIsRegisteredCountsWhenNothingElseIsKnown() throws IOException {
    var registered = Map.of("registered_country", Map.of("iso_code", "DE"));
    var both = new LinkedHashMap<String, Object>(registered);
    both.put("country", Map.of("iso_code", "FR"));
    var file =
        new GeoFile()
            .add("192.0.2.0/24", GeoFile.encoded(registered))
            .add("198.51.100.0/24", GeoFile.encoded(both))
            .add("203.0.113.0/24", GeoFile.encoded(Map.of("continent", Map.of("code", "AF"))))
            .add("10.0.0.0/8", GeoFile.encoded(Map.of("country", Map.of("iso_code", "Germany"))));
    assertThat(read(file))
        .isEqualTo("192.0.2.0/24 DE --\n198.51.100.0/24 FR --\n203.0.113.0/24 -- AF");
  }

  @Test
  void dataMayBePointedToAndLieBehindFieldsOfAnyType() throws IOException {
    var shared = GeoFile.encoded(Map.of("iso_code", "DE"));
    var fields = new ByteArrayOutputStream();
    fields.write(7 << 5 | 4);
    for (var key : List.of("other", "true", "numbers", "country")) {
      fields.writeBytes(GeoFile.encoded(key));
      fields.writeBytes(
          switch (key) {
            case "other" ->
                GeoFile.encoded(Map.of("country", "XX", "list", List.of("a", 1, List.of(2L))));
            case "true" -> new byte[] {1, 14 - 7};
            case "numbers" -> new byte[] {3 << 5 | 8, 0, 0, 0, 0, 0, 0, 0, 0};
            default -> new byte[] {1 << 5, 0};
          });
    }
    var file =
        new GeoFile().add("192.0.2.0/24", shared).add("198.51.100.0/24", fields.toByteArray());
    assertThat(read(file)).isEqualTo("198.51.100.0/24 DE --");
  }

  @Test
  void recordsOf28And32BitsAreReadAsWell() throws IOException {
    for (var bits : new int[] {24, 28, 32}) {
      var file =
          new GeoFile().recordsOf(bits).add("192.0.2.0/24", "DE", "EU").add("8000::/1", "US", "NA");
      assertThat(read(file)).isEqualTo("192.0.2.0/24 DE EU\n8000::/1 US NA");
    }
  }

  @Test
  void anythingElseIsRefused() {
    for (var octets : List.of("no database ".repeat(1000).getBytes(UTF_8), new byte[0])) {
      assertThatThrownBy(() -> read(octets))
          .isInstanceOf(IOException.class)
          .hasMessage("this is no MaxMind database: nothing at its end describes it");
    }
  }

  private void readOrRefused(byte[] octets) throws IOException {
    try {
      read(octets);
    } catch (IOException e) {
      assertThat(e).hasMessageStartingWith("this is no MaxMind database: ");
    }
  }

  @Test
  void aFileCutOffAnywhereIsRefused() throws IOException {
    var whole =
        Files.readAllBytes(
            new GeoFile()
                .add("192.0.2.0/24", "DE", "EU")
                .add("2001:db8::/32", "FR", "EU")
                .write(folder.resolve("geo.mmdb")));
    for (var length = 0; length < whole.length; length++) {
      var cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> read(cut))
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith("this is no MaxMind database: ");
    }
  }

  @Test
  void aFileWithAnyOctetChangedIsReadOrRefused() throws IOException {
    var whole =
        Files.readAllBytes(
            new GeoFile().add("192.0.0.0/3", "DE", "EU").write(folder.resolve("geo.mmdb")));
    for (var at = 0; at < whole.length; at++) {
      for (var bits : new int[] {0x01, 0x20, 0x80, 0xff}) {
        var changed = whole.clone();
        changed[at] ^= (byte) bits;
        readOrRefused(changed);
      }
    }
  }

  @Test
  @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void aSmallFileOfNetworksWithoutEndIsRefused() throws IOException {
    var file = GeoFile.doublingAtEachBit().write(folder.resolve("geo.mmdb"));
    assertThat(Files.size(file)).isLessThan(2000);
    assertThatThrownBy(() -> read(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("more than 16777216 nodes");
  }

  @Test
  void aPointerToItselfIsRefused() throws IOException {
    var file = new GeoFile().add("192.0.2.0/24", new byte[] {1 << 5, 0});
    assertThatThrownBy(() -> read(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("a pointer leads to a pointer");
  }

  @Test
  void aMapThatIsInItselfIsReadAsFarAsItIsAskedFor() throws IOException {
    var cycle = new ByteArrayOutputStream();
    cycle.write(7 << 5 | 1);
    cycle.writeBytes(GeoFile.encoded("country"));
    cycle.writeBytes(new byte[] {1 << 5, 0});
    var file = new GeoFile().add("192.0.2.0/24", cycle.toByteArray());
    assertThat(read(file)).isEmpty();
  }

  @Test
  void listsThatClaimToBeLongTakeNoMemory() throws IOException {
    var lists = new ByteArrayOutputStream();
    for (var i = 0; i < 500; i++) {
      lists.writeBytes(new byte[] {31, 11 - 7, -1, -1, -1});
    }
    var file = new GeoFile().add("192.0.2.0/24", lists.toByteArray());
    assertThat(read(file)).isEmpty();
  }

  @Test
  void networksThatTheHeapHasNoRoomForAreRefused() throws IOException {
    var file = new GeoFile();
    for (var i = 0; i < 1 << 16; i++) {
      file.add("10.%d.%d.0/24".formatted(i >> 8, i & 0xff), i % 2 == 0 ? "DE" : "FR", "EU");
    }
    var octets = Files.readAllBytes(file.write(folder.resolve("geo.mmdb")));
    var room = new HeapRoom(new FullHeap());
    assertThatThrownBy(() -> GeoDatabase.of(octets, room)).isInstanceOf(NoRoomException.class);
    assertThat(GeoDatabase.of(octets, HeapRoom.OF_JVM).networks().size()).isEqualTo(1 << 16);
  }
}
