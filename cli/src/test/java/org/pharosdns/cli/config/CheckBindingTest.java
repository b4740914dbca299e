package org.pharosdns.cli.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.health.check.Check;
import org.pharosdns.health.check.ConstantCheck;
import org.pharosdns.health.check.FeedCheck;
import org.pharosdns.health.check.HttpCheck;
import org.pharosdns.health.check.TcpCheck;
import org.pharosdns.health.check.TlsSettings;
import org.pharosdns.zone.model.Problem;

final class CheckBindingTest {
  private static Check bind(String toml, String owner) {
    var root = Objects.requireNonNull(TomlFile.parse(Path.of("x.toml"), toml).root());
    var check = Objects.requireNonNull(CheckReader.readAll(root, true).get("c"));
    assertThat(root.problems()).isEmpty();
    return CheckBinding.bind(check, DnsName.parse(owner));
  }

  private static HttpCheck http(String keys, String owner) {
    return (HttpCheck) bind("[check.c]\ntype = \"https\"\n" + keys, owner);
  }

  private static TlsSettings security(HttpCheck check) {
    return Objects.requireNonNull(check.tls());
  }

  @Test
  void hostAndSniDefaultToTheOwner() {
    var check = http("", "www.example.com");
    assertThat(check.host()).isEqualTo("www.example.com");
    assertThat(security(check).sni()).isEqualTo("www.example.com");
    assertThat(check.port()).isEqualTo(443);
    assertThat(check.accepts(204)).isTrue();
    assertThat(check.accepts(301)).isFalse();
  }

  @Test
  void sniDefaultsToTheHostWithoutItsPort() {
    assertThat(security(http("host = \"a.example:8443\"\n", "www.example.com")).sni())
        .isEqualTo("a.example");
    assertThat(security(http("host = \"a\"\nsni = \"b\"\n", "www.example.com")).sni())
        .isEqualTo("b");
    assertThat(security(http("host = \"[2001:db8::1]:8443\"\n", "www.example.com")).sni())
        .isEqualTo("2001:db8::1");
  }

  @Test
  void sniHasNoFinalDot() {
    assertThat(security(http("sni = \"a.example.\"\n", "www.example.com")).sni())
        .isEqualTo("a.example");
    assertThat(security(http("host = \"a.example.:8443\"\n", "www.example.com")).sni())
        .isEqualTo("a.example");
  }

  @Test
  void wildcardOwnerIsAskedByANameThatItMatches() {
    assertThat(http("", "*.app.example.com").host()).isEqualTo("wildcard.app.example.com");
  }

  @Test
  void definitionWithItsOwnHostIsOneCheckForAllNames() {
    assertThat(http("host = \"a\"\n", "x.example")).isEqualTo(http("host = \"a\"\n", "y.example"));
    assertThat(http("", "x.example")).isNotEqualTo(http("", "y.example"));
  }

  @Test
  void aFeedOfLessThanASecondIsBound() {
    var feed =
        (FeedCheck) bind("[check.c]\ntype = 'feed'\nvalidity = '500ms'\n", "www.example.com");
    assertThat(feed.timing().interval()).isEqualTo(Duration.ofMillis(500));
  }

  @Test
  void anIpv4AddressThatIsWrittenAsIpv6IsNoAddressOfAnAnswer() {
    var toml = "[check.c]\ntype = 'dns'\naddress = '::ffff:192.0.2.1'\n";
    var root = Objects.requireNonNull(TomlFile.parse(Path.of("x.toml"), toml).root());
    CheckReader.readAll(root, true);
    assertThat(root.problems())
        .extracting(Problem::message)
        .containsExactly("\"::ffff:192.0.2.1\" is an IPv4 address: write \"192.0.2.1\"");
  }

  @Test
  void tcpAndConstantsAreBound() {
    var tcp =
        (TcpCheck) bind("[check.c]\ntype='tcp'\nport=25\nsend='QUIT\\r\\n'\nfast='1s'\n", "a");
    assertThat(tcp.send()).isEqualTo("QUIT\r\n");
    assertThat(tcp.timing().fast()).isEqualTo(Duration.ofSeconds(1));
    assertThat(bind("[check.c]\ntype='down'\n", "a")).isEqualTo(new ConstantCheck(false));
  }
}
