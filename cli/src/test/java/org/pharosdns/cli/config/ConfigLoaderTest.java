package org.pharosdns.cli.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pharosdns.dns.transport.TransportSettings;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.zone.load.LoadLimits;

/// `pharos.toml`, as KEYS says.
final class ConfigLoaderTest {
  @TempDir Path folder;

  private Loaded<Configuration> load(String text) throws IOException {
    var file = folder.resolve("pharos.toml");
    Files.writeString(file, text);
    return ConfigLoader.load(file, folder);
  }

  private Configuration loaded(String text) throws IOException {
    var loaded = load(text);
    assertThat(loaded.problems()).isEmpty();
    return Objects.requireNonNull(loaded.value());
  }

  private List<String> problems(String text) throws IOException {
    var loaded = load(text);
    assertThat(loaded.value()).isNull();
    return loaded.problems().stream().map(p -> p.format().replace(folder + "/", "")).toList();
  }

  @Test
  void withoutAFileEverythingIsDefault() {
    var loaded = Objects.requireNonNull(ConfigLoader.load(null, folder).value());
    assertThat(loaded.file()).isNull();
    var server = loaded.server();
    assertThat(server.listen()).extracting(a -> a.getPort()).containsExactly(5300, 5300);
    assertThat(server.zones()).isEqualTo(folder.resolve("zones"));
    assertThat(server.state()).isEqualTo(folder.resolve("state"));
    assertThat(server.rotate()).isTrue();
    assertThat(server.identity()).isNull();
    assertThat(server.transport()).isEqualTo(TransportSettings.Kind.AUTO);
    assertThat(loaded.controlSocket()).isEqualTo(folder.resolve("state/control.sock"));
    assertThat(loaded.limits().udpPayload()).isEqualTo(1232);
    assertThat(loaded.limits().zoneFiles()).isEqualTo(LoadLimits.DEFAULTS);
  }

  @Test
  void everyServerKeyIsRead() throws IOException {
    var loaded =
        loaded(
            """
            [server]
            listen = ["0.0.0.0:53", "[::]:53"]
            zones = "z"
            state = "/var/lib/pharos"
            rotate = false
            identity = "ns1"
            version = "none of yours"
            transport = "netty"
            workers = 3
            watch = true
            [admin]
            socket = "run/c.sock"
            [limits]
            udp_payload = 1400
            tcp_idle = "5s"
            tcp_connections = 10
            monitors = 7
            records_per_rrset = 200
            [zone."."]
            file = "root.zone"
            """);
    assertThat(loaded.server().listen().get(1).getAddress().getHostAddress())
        .isEqualTo("0:0:0:0:0:0:0:0");
    assertThat(loaded.server().zones()).isEqualTo(folder.resolve("z"));
    assertThat(loaded.server().state()).isEqualTo(Path.of("/var/lib/pharos"));
    assertThat(loaded.server().rotate()).isFalse();
    assertThat(loaded.server().watch()).isTrue();
    assertThat(loaded.server().version()).isEqualTo("none of yours");
    assertThat(loaded.server().workers()).isEqualTo(3);
    assertThat(loaded.controlSocket()).isEqualTo(folder.resolve("run/c.sock"));
    assertThat(loaded.limits().tcp().idle()).isEqualTo(Duration.ofSeconds(5));
    assertThat(loaded.limits().zoneFiles().recordsPerRRset()).isEqualTo(200);
    assertThat(loaded.zoneFiles()).containsEntry(DnsName.ROOT, folder.resolve("root.zone"));
  }

  @Test
  void unknownKeyIsNamedWithLineCaretAndTheNearestKnown() throws IOException {
    assertThat(problems("[server]\nlisten = [\"127.0.0.1:0\"]\n  identiti = \"x\"\n"))
        .containsExactly(
            """
            pharos.toml:3:3: error: unknown key "identiti" (did you mean "identity"?)
                identiti = "x"
                ^\
            """);
  }

  @Test
  void anIdentityMayHaveTheOctetsThatAnAnswerHasRoomFor() throws IOException {
    var most = "é".repeat(64);
    assertThat(load("[server]\nidentity = \"" + most + "\"\n").problems()).isEmpty();
    assertThat(problems("[server]\nidentity = \"" + most + "x\"\n"))
        .singleElement()
        .asString()
        .startsWith("pharos.toml:2:1: error: identity must have 1 to 128 octets");
  }

  @Test
  void allProblemsComeAtOnceInTheOrderOfTheFile() throws IOException {
    var problems =
        problems(
            """
            [server]
            listen = ["localhost:53", "127.0.0.1:70000"]
            rotate = "yes"
            workers = 0
            [limits]
            tcp_idle = 10
            [chek.web]
            """);
    assertThat(problems).hasSize(6);
    assertThat(problems.get(0))
        .startsWith("pharos.toml:2:11: error: \"localhost:53\" is no address");
    assertThat(problems.get(1)).startsWith("pharos.toml:2:27: error: \"127.0.0.1:70000\" is no");
    assertThat(problems.get(2)).startsWith("pharos.toml:3:1: error: rotate must be true or false");
    assertThat(problems.get(3))
        .startsWith("pharos.toml:4:1: error: workers must be from 1 to 1024");
    assertThat(problems.get(4))
        .startsWith("pharos.toml:6:1: error: tcp_idle needs a unit: \"10s\"");
    assertThat(problems.get(5)).startsWith("pharos.toml:7:2: error: unknown key \"chek\" (did you");
  }

  @ParameterizedTest
  @CsvSource({"[zone.x]|sign = true, sign", "[zone.x]|primary = [], primary"})
  void keysOfLaterReleasesAreRefusedClearly(String text, String key) throws IOException {
    assertThat(problems(text.replace('|', '\n')))
        .singleElement()
        .asString()
        .contains("error: \"" + key + "\" is not supported yet");
  }

  @Test
  void witnessesNeedTargetsAndATimeoutWithinTheInterval() throws IOException {
    assertThat(problems("[witness]\ntargets = []\n"))
        .singleElement()
        .asString()
        .contains("[witness] needs targets");
    assertThat(problems("[witness]\ntargets = ['192.0.2.1:443']\ntimeout = '6s'\n"))
        .singleElement()
        .asString()
        .contains("timeout must not be longer than interval");
    assertThat(problems("[witness]\ntargets = ['192.0.2.1:0']\n"))
        .singleElement()
        .asString()
        .contains("is no witness");
    assertThat(load("[witness]\ntargets = ['192.0.2.1:443', '[2001:db8::1]:53']\n").problems())
        .isEmpty();
  }

  @Test
  void zoneNameWithoutQuotesIsExplained() throws IOException {
    assertThat(problems("[zone.example.com]\nfile = \"x\"\n"))
        .singleElement()
        .asString()
        .contains("unknown key \"com\" (a name with dots needs quotes: \"example.com\")");
  }

  @Test
  void brokenSyntaxSaysWhere() throws IOException {
    assertThat(problems("[server]\nlisten = [\n"))
        .singleElement()
        .asString()
        .contains("error: not valid TOML");
    assertThat(problems("rotate = tru\n")).singleElement().asString().contains("pharos.toml:1:");
  }

  @Test
  void byteOrderMarkAndCarriageReturnsLoad() throws IOException {
    assertThat(loaded("\uFEFF[server]\r\nworkers = 2\r\n").server().workers()).isEqualTo(2);
  }

  @Test
  void binaryAndMissingFilesAreProblemsNotExceptions() throws IOException {
    var file = folder.resolve("binary.toml");
    Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1});
    assertThat(ConfigLoader.load(file, folder).problems()).hasSize(1);
    assertThat(ConfigLoader.load(folder.resolve("none.toml"), folder).problems()).hasSize(1);
    assertThat(ConfigLoader.load(folder, folder).problems()).hasSize(1);
  }

  @Test
  void truncationAtAnyOffsetNeverThrows() {
    var text =
        """
        [server] # é
        listen = ["127.0.0.1:53"]
        [check.web]
        type = "http"
        headers = { "X-A" = 'b', y = \"\"\"long\"\"\" }
        [defaults]
        min_healthy = { weight = 0.3 }
        [zone."example.com"]
        file = "x"
        """;
    for (var end = 0; end <= text.length(); end++) {
      var result = TomlFile.parse(folder.resolve("cut.toml"), text.substring(0, end));
      var root = result.root();
      if (root != null) {
        assertThat(new ServerReader(root, folder, null).read(true)).isNotNull();
      } else {
        assertThat(result.problems()).hasSize(1);
      }
    }
  }

  @Test
  void commandLineFileComesBeforeTheOneInTheFolder() throws IOException {
    var given = folder.resolve("other.toml");
    assertThat(ConfigLoader.find(given, folder)).isEqualTo(given);
    Files.writeString(folder.resolve("pharos.toml"), "");
    assertThat(ConfigLoader.find(null, folder)).isEqualTo(folder.resolve("pharos.toml"));
  }
}
