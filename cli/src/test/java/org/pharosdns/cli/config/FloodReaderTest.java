package org.pharosdns.cli.config;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pharosdns.dns.query.Client;
import org.pharosdns.zone.model.Problem;
import org.pharosdns.zone.steer.Address;

/// `[rate_limit]` and `[cookies]` of `pharos.toml`.
class FloodReaderTest {
  @TempDir Path folder;

  private Loaded<Configuration> load(String text) throws IOException {
    return ConfigLoader.load(Files.writeString(folder.resolve("pharos.toml"), text), folder);
  }

  private FloodSection read(String text) throws IOException {
    return requireNonNull(load(text).value()).floods();
  }

  private static Client client(String address) {
    var octets = Address.parse(address).octets();
    var client = new Client(Client.Transport.UDP);
    client.address(octets, 0, octets.length);
    return client;
  }

  @Test
  void withoutSectionsThereAreCookiesAndNoLimit() throws IOException {
    assertThat(read("")).isEqualTo(new FloodSection(null, true, null));
  }

  @Test
  void anEmptySectionLimitsByTheDefaultsAndSparesWhoIsNear() throws IOException {
    var limits = requireNonNull(read("[rate_limit]").rateLimits());
    assertThat(limits.responsesPerSecond()).isEqualTo(100);
    assertThat(limits.slip()).isEqualTo(2);
    assertThat(limits.logOnly()).isFalse();
    for (var near : new String[] {"127.0.0.1", "10.9.8.7", "192.168.1.1", "::1", "fd00::1"}) {
      assertThat(limits.exempt().contain(client(near))).as(near).isTrue();
    }
    assertThat(limits.exempt().contain(client("192.0.2.1"))).isFalse();
  }

  @Test
  void everyKeyIsTaken() throws IOException {
    var section =
        read(
            """
            [rate_limit]
            responses_per_second = 7
            slip = 1
            log_only = true
            exempt = ["192.0.2.0/24", "2001:db8::1"]
            [cookies]
            enabled = false
            secret_file = "secret"
            """);
    var limits = requireNonNull(section.rateLimits());
    assertThat(limits.responsesPerSecond()).isEqualTo(7);
    assertThat(limits.slip()).isEqualTo(1);
    assertThat(limits.logOnly()).isTrue();
    assertThat(limits.exempt().contain(client("192.0.2.9"))).isTrue();
    assertThat(limits.exempt().contain(client("2001:db8::1"))).isTrue();
    assertThat(limits.exempt().contain(client("127.0.0.1"))).isFalse();
    assertThat(section.cookies()).isFalse();
    assertThat(section.cookieSecrets()).isEqualTo(folder.resolve("secret"));
  }

  @Test
  void mistakesAreReportedWithTheirPlaces() throws IOException {
    var problems =
        load("""
                [rate_limit]
                responses_per_second = 0
                exempt = ["192.0.2.0/33"]
                slips = 2
                """)
            .problems();
    assertThat(problems.stream().map(Problem::format))
        .anyMatch(line -> line.contains("pharos.toml:2:"))
        .anyMatch(line -> line.contains("pharos.toml:3:") && line.contains("is no network"))
        .anyMatch(line -> line.contains("pharos.toml:4:") && line.contains("\"slip\""));
  }
}
