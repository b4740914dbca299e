package org.pharosdns.zone.serve;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Addresses of the hosts that MX, SRV, SVCB and HTTPS name.
class AdditionalAnswersTest {
  private final TestServer server =
      TestServer.with(
          """
          mail A 192.0.2.1
          mail 60 AAAA 2001:db8::1
          other A 192.0.2.2
          mx MX 10 mail
          mx MX 20 other
          mx MX 30 mail
          mx MX 40 nx
          mx MX 50 mail.elsewhere.
          mx MX 60 alias
          alias CNAME mail
          own A 192.0.2.3
          own MX 10 own
          _sip._tcp SRV 1 2 5060 mail
          svc A 192.0.2.4
          svc HTTPS 1 . alpn="h2"
          svc2 SVCB 1 mail
          svc3 HTTPS 0 other
          none MX 0 .
          """);

  @Test
  void everyHostOfTheZoneBringsItsAddressesOnce() {
    assertThat(server.ask("mx MX"))
        .isEqualTo(
            """
            NOERROR aa
            answer: mx 300 MX 10 mail
            answer: mx 300 MX 20 other
            answer: mx 300 MX 30 mail
            answer: mx 300 MX 40 nx
            answer: mx 300 MX 50 mail.elsewhere.
            answer: mx 300 MX 60 alias
            additional: mail 300 A 192.0.2.1
            additional: mail 60 AAAA 2001:db8:0:0:0:0:0:1
            additional: other 300 A 192.0.2.2
            """);
  }

  @Test
  void theOwnerMayBeItsOwnHost() {
    assertThat(server.ask("own MX")).contains("additional: own 300 A 192.0.2.3");
  }

  @Test
  void servicesBringTheAddressesOfTheirTargets() {
    assertThat(server.ask("_sip._tcp SRV")).contains("additional: mail 300 A 192.0.2.1");
    assertThat(server.ask("svc2 SVCB")).contains("additional: mail 300 A 192.0.2.1");
    assertThat(server.ask("svc3 HTTPS")).contains("additional: other 300 A 192.0.2.2");
  }

  @Test
  void aServiceWithTargetDotIsItsOwner() {
    assertThat(server.ask("svc HTTPS")).contains("additional: svc 300 A 192.0.2.4");
  }

  @Test
  void theNullMxBringsNothing() {
    assertThat(server.ask("none MX")).isEqualTo("NOERROR aa\nanswer: none 300 MX 0 .\n");
  }

  @Test
  void aliasesKeepTheirAdditionalAddressesInPlace() {
    var chain =
        TestServer.with(
            """
            to CNAME deep.er.mx
            deep.er.mx MX 10 host.er.mx
            host.er.mx A 192.0.2.9
            """);
    assertThat(chain.ask("to MX"))
        .isEqualTo(
            """
            NOERROR aa
            answer: to 300 CNAME deep.er.mx
            answer: deep.er.mx 300 MX 10 host.er.mx
            additional: host.er.mx 300 A 192.0.2.9
            """);
  }

  @Test
  void thirteenHostsBringAddressesFourteenDoNot() {
    assertThat(withHosts(13).ask("mx MX edns=1232")).contains("additional: h13 300 A 192.0.2.13");
    assertThat(withHosts(14).ask("mx MX edns=1232")).doesNotContain("additional");
  }

  private static TestServer withHosts(int count) {
    var lines = new StringBuilder();
    for (var i = 1; i <= count; i++) {
      lines.append("mx MX %d h%d\nh%d A 192.0.2.%d\n".formatted(i, i, i, i));
    }
    return TestServer.with(lines.toString());
  }

  @Test
  void addressesHiddenByDnamesStayHidden() {
    var hidden =
        TestServer.with(
            """
            @ NS ns.d
            d DNAME elsewhere.
            ns.d A 192.0.2.1
            mx MX 10 ns.d
            mx MX 20 nx.d
            mx MX 30 nx.sub
            sub NS ns1
            at MX 10 sub
            sub A 192.0.2.2
            """);
    assertThat(hidden.ask("mx MX")).doesNotContain("additional");
    assertThat(hidden.ask("at MX")).doesNotContain("additional");
    assertThat(hidden.ask("@ NS"))
        .contains("additional: ns1 300 A")
        .doesNotContain("additional: ns.d");
  }
}
