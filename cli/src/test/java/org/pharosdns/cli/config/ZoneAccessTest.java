package org.pharosdns.cli.config;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pharosdns.dns.tsig.TsigAlgorithm;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.zone.model.Problem;

/// `[key.NAME]`, and who may copy a zone in `[zone."NAME"]`.
class ZoneAccessTest {
  private static final DnsName ZONE = DnsName.parse("example.com");

  @TempDir private Path folder = Path.of("");

  private Loaded<Configuration> load(String text) throws IOException {
    return ConfigLoader.load(Files.writeString(folder.resolve("pharos.toml"), text), folder);
  }

  private Configuration sound(String text) throws IOException {
    var loaded = load(text);
    assertThat(loaded.problems().stream().map(Problem::format)).isEmpty();
    return requireNonNull(loaded.value());
  }

  private String problems(String text) throws IOException {
    return String.join(
        "\n", load(text).problems().stream().map(problem -> problem.format()).toList());
  }

  @Test
  void keysComeFromTextAndFromFiles() throws IOException {
    Files.writeString(folder.resolve("secret"), "c2VjcmV0\n");
    var keys =
        sound(
                """
                [key.backup]
                secret = "c2VjcmV0"
                [key."ops.example"]
                algorithm = "hmac-sha512"
                secret_file = "secret"
                """)
            .keys();
    var backup = requireNonNull(keys.find(DnsName.parse("BACKUP")));
    assertThat(backup.algorithm()).isEqualTo(TsigAlgorithm.HMAC_SHA256);
    assertThat(requireNonNull(keys.find(DnsName.parse("ops.example"))).algorithm())
        .isEqualTo(TsigAlgorithm.HMAC_SHA512);
    assertThat(backup).hasToString("backup. (hmac-sha256)");
  }

  @Test
  void everythingWrongWithKeysIsSaidAtOnceAndNoSecretRepeated() throws IOException {
    var problems =
        problems(
            """
            [key.a]
            [key.b]
            algorithm = "hmac-md5"
            secret = "c2VjcmV0"
            [key.c]
            secret = "hush hush!"
            [key.d]
            secret_file = "nowhere"
            [key.e]
            algorithm = "sha256"
            secret = ""
            """);
    assertThat(problems)
        .contains("pharos.toml:1:6: error: a key needs either secret or secret_file")
        .contains("pharos.toml:3:1: error: hmac-md5 is broken")
        .contains("pharos.toml:6:1: error: the secret is not base64")
        .contains("pharos.toml:8:1: error: the secret cannot be read: ")
        .contains("there is no such file")
        .contains("pharos.toml:10:1: error: algorithm must be one of")
        .contains("pharos.toml:11:1: error: the secret is empty")
        .doesNotContain("hush");
  }

  @Test
  void transferNamesAddressesNetworksAndKeys() throws IOException {
    var access =
        requireNonNull(
            sound(
                    """
                    [key.backup]
                    secret = "c2VjcmV0"
                    [zone."example.com"]
                    transfer = ["192.0.2.53", "198.51.100.0/25", "2001:db8::/33", "key:backup"]
                    notify = ["192.0.2.53", "192.0.2.54:5353", "[::1]:54 key:backup", "::1"]
                    """)
                .access()
                .get(ZONE));
    var transfer = access.transfer();
    assertThat(transfer.permits(new byte[] {(byte) 192, 0, 2, 53}, null)).isTrue();
    assertThat(transfer.permits(new byte[] {(byte) 192, 0, 2, 54}, null)).isFalse();
    assertThat(transfer.permits(new byte[] {(byte) 198, 51, 100, 127}, null)).isTrue();
    assertThat(transfer.permits(new byte[] {(byte) 198, 51, 100, (byte) 128}, null)).isFalse();
    assertThat(transfer.permits(new byte[4], DnsName.parse("BackUp"))).isTrue();
    assertThat(transfer.permits(new byte[4], DnsName.parse("other"))).isFalse();
    assertThat(access.notified().stream().map(each -> each.address().getPort()))
        .containsExactly(53, 5353, 54, 53);
    assertThat(access.notified().get(2).key()).isNotNull();
  }

  @Test
  void mistakesInListsAreSaidWithTheirPlace() throws IOException {
    var problems =
        problems(
            """
            [key.backup]
            secret = "c2VjcmV0"
            [zone."example.com"]
            transfer = ["192.0.2.1/24", "host", "key:backu", "192.0.2.0/33", "any"]
            notify = ["example.org", "192.0.2.1 backup"]
            """);
    assertThat(problems)
        .contains("\"192.0.2.1/24\" has bits behind its prefix of 24")
        .contains("\"host\" is no IPv4 or IPv6 address")
        .contains("there is no [key.backu] (did you mean \"key:backup\"?)")
        .contains("\"192.0.2.0/33\" has no prefix length from 0 to 32")
        .contains("\"192.0.2.1 backup\" is nobody to notify")
        .contains("pharos.toml:4:")
        .contains("pharos.toml:5:");
  }

  @Test
  void whatWouldAllowAllByAnOversightIsRefused() throws IOException {
    var problems =
        problems(
            """
            [key.backup]
            secret = "c2VjcmV0"
            [zone."example.com"]
            update = [{ key = "backup", names = [] }, { key = "backup", types = [] }]
            [zone."EXAMPLE.com"]
            transfer = ["192.0.2.1"]
            """);
    assertThat(problems)
        .contains("nothing may be updated with names = []")
        .contains("nothing may be updated with types = []")
        .contains("pharos.toml:5:")
        .contains("EXAMPLE.com. has an entry already");
  }
}
