package org.pharosdns.cli.geo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pharosdns.zone.steer.GeoNetworks;
import org.pharosdns.zone.steer.Prefix;

final class GeoDatabaseTest {
  @TempDir Path folder;

  private static GeoNetworks.Network network(String prefix, String country, String continent) {
    return new GeoNetworks.Network(Prefix.parse(prefix), country, continent);
  }

  @Test
  void everyNetworkOfTheFileIsKnownWithItsCountryAndContinent() throws IOException {
    var file =
        new GeoFile()
            .add("192.0.2.0/24", "DE", "EU")
            .add("198.51.100.128/25", "US", "NA")
            .add("2001:db8::/32", "FR", "EU")
            .write(folder.resolve("geo.mmdb"));
    assertThat(GeoDatabase.read(file).networks())
        .containsExactlyInAnyOrder(
            network("192.0.2.0/24", "DE", "EU"),
            network("198.51.100.128/25", "US", "NA"),
            network("2001:db8::/32", "FR", "EU"));
  }

  @Test
  void anythingElseIsRefused() throws IOException {
    var text = Files.writeString(folder.resolve("text"), "no database ".repeat(1000));
    assertThatThrownBy(() -> GeoDatabase.read(text))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no MaxMind database");
    assertThatThrownBy(() -> GeoDatabase.read(folder.resolve("missing")))
        .isInstanceOf(IOException.class);
    assertThatThrownBy(() -> GeoDatabase.read(Files.write(folder.resolve("empty"), new byte[0])))
        .isInstanceOf(IOException.class);
  }
}
