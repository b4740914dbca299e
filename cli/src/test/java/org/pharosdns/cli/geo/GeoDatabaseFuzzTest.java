package org.pharosdns.cli.geo;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.pharosdns.cli.zones.FullHeap;
import org.pharosdns.testkit.GeneratedInputs;
import org.pharosdns.zone.model.HeapRoom;
import org.pharosdns.zone.model.NoRoomException;
import org.pharosdns.zone.steer.Address;
import org.pharosdns.zone.steer.Prefix;

/// A file of any octets has networks in order, none in another, or is refused in words.
class GeoDatabaseFuzzTest {
  @FuzzTest
  void anyFile(byte[] input) {
    try {
      check(GeoDatabase.of(input, new HeapRoom(new FullHeap())).networks().toString().lines());
    } catch (IOException e) {
      assertThat(e.getMessage()).startsWith("this is no MaxMind database: ").hasSizeLessThan(120);
    } catch (NoRoomException e) {
      // Some trees of a few nodes have a great many networks.
    }
  }

  private static void check(Stream<String> lines) {
    var networks = lines.filter(line -> !line.isEmpty()).map(GeoDatabaseFuzzTest::prefix).toList();
    assertThat(networks).isSorted();
    for (var i = 1; i < networks.size(); i++) {
      var outer = networks.get(i - 1);
      assertThat(reduced(networks.get(i), outer)).isNotEqualTo(outer);
    }
  }

  private static Prefix prefix(String line) {
    assertThat(line).matches("\\S+ ([A-Z]{2}|--) ([A-Z]{2}|--)");
    return Prefix.parse(line.substring(0, line.indexOf(' ')));
  }

  /// Returns the network as long as `outer` that a network is in.
  private static Prefix reduced(Prefix network, Prefix outer) {
    var text = network.toString();
    var octets = Address.parse(text.substring(0, text.indexOf('/'))).octets();
    return network.isIpv4() == outer.isIpv4() ? Prefix.of(octets, outer.bits()) : network;
  }

  @Test
  void generatedFiles() {
    GeneratedInputs.of(GeoDatabaseFuzzTest.class, "anyFile").feed(15_000, this::anyFile);
  }

  @Test
  void committedFilesAreDatabases() throws IOException {
    for (var name : List.of("ipv4-24", "ipv4-28", "ipv4-32", "ipv6")) {
      try (var file =
          GeoDatabaseFuzzTest.class.getResourceAsStream(
              "GeoDatabaseFuzzTestInputs/anyFile/" + name + ".mmdb")) {
        assertThat(file).isNotNull();
        var networks = GeoDatabase.of(file.readAllBytes(), HeapRoom.OF_JVM).networks();
        assertThat(networks.size()).as(name).isBetween(2, 3);
      }
    }
  }
}
