package org.pharosdns.zone.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.pharosdns.dns.query.Query;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.dns.wire.RecordType;
import org.pharosdns.zone.steer.Choice;
import org.pharosdns.zone.steer.SteeredRRset;

/// Answers that are chosen at the moment of the question.
class SteeredAnswersTest {
  private static final String ZONE =
      TestServer.APEX
          + """
          www A 192.0.2.1
          www A 192.0.2.2
          www MX 10 www
          www HTTPS 1 .
          *.wild A 192.0.2.3
          to CNAME www
          mail MX 10 www
          """;

  /// Answers as it is told.
  private record Told(
      DnsName owner, Choice.Kind kind, int ttlSeconds, int extendedError, List<byte[]> chosen)
      implements SteeredRRset {
    @Override
    public int type() {
      return RecordType.A;
    }

    @Override
    public void choose(Query query, Choice choice) {
      choice.begin(kind, ttlSeconds, extendedError);
      choice.clientScope(21);
      for (var i = 0; i < chosen.size(); i++) {
        choice.add(chosen.get(i));
      }
    }
  }

  private static TestServer server(
      String owner, Choice.Kind kind, int ttlSeconds, int extendedError, byte[]... chosen) {
    var name = DnsName.parse(owner, DnsName.parse(TestServer.ORIGIN));
    var told = new Told(name, kind, ttlSeconds, extendedError, List.of(chosen));
    return new TestServer().zone(TestServer.ORIGIN, ZONE, told);
  }

  private static byte[] address(int last) {
    return new byte[] {(byte) 192, 0, 2, (byte) last};
  }

  @Test
  void theChosenRecordsComeWithTheLease() {
    var server = server("www", Choice.Kind.RECORDS, 17, -1, address(9), address(1));
    assertThat(server.ask("www A"))
        .isEqualTo(
            """
            NOERROR aa
            answer: www 17 A 192.0.2.9
            answer: www 17 A 192.0.2.1
            """);
  }

  @Test
  void aliasesAndWildcardsLeadToTheChoice() {
    var server = server("www", Choice.Kind.RECORDS, 17, -1, address(9));
    assertThat(server.ask("to A"))
        .isEqualTo("NOERROR aa\nanswer: to 300 CNAME www\nanswer: www 17 A 192.0.2.9\n");
    var wild = server("*.wild", Choice.Kind.RECORDS, 5, -1, address(9));
    assertThat(wild.ask("a.b.wild A")).isEqualTo("NOERROR aa\nanswer: a.b.wild 5 A 192.0.2.9\n");
  }

  @Test
  void anyGetsTheChoice() {
    var server = server("www", Choice.Kind.RECORDS, 17, -1, address(9));
    assertThat(server.ask("www ANY")).isEqualTo("NOERROR aa\nanswer: www 17 A 192.0.2.9\n");
  }

  @Test
  void noChoiceIsNodataWithTheSoaCapped() {
    var server = server("www", Choice.Kind.NODATA, 7, -1);
    assertThat(server.ask("www A")).startsWith("NOERROR aa\nauthority: @ 7 SOA");
    assertThat(server.ask("www AAAA")).startsWith("NOERROR aa\nauthority: @ 60 SOA");
    assertThat(server("www", Choice.Kind.NODATA, 7000, -1).ask("www A")).contains("@ 60 SOA");
    assertThat(server.ask("to A")).contains("answer: to 300 CNAME www\nauthority: @ 7 SOA");
  }

  @Test
  void notReadyIsServfailWithItsExtendedError() {
    var server = server("www", Choice.Kind.NOT_READY, 0, -1);
    assertThat(server.ask("www A edns=1232")).isEqualTo("SERVFAIL\nede: 14\n");
    assertThat(server.ask("to A")).isEqualTo("SERVFAIL\n");
    assertThat(server.statusOf("www MX")).isEqualTo("NOERROR aa");
  }

  @Test
  void extendedErrorsGoToClientsWithEdns() {
    var server = server("www", Choice.Kind.RECORDS, 17, 3, address(9));
    assertThat(server.ask("www A edns=1232"))
        .isEqualTo("NOERROR aa\nanswer: www 17 A 192.0.2.9\nede: 3\n");
    assertThat(server.ask("www A")).isEqualTo("NOERROR aa\nanswer: www 17 A 192.0.2.9\n");
  }

  @Test
  void theScopeOfTheChoiceComesBackWithTheClientsSubnet() {
    var server = server("www", Choice.Kind.RECORDS, 17, -1, address(9));
    assertThat(server.ask("www A edns=1232 subnet=198.51.100.0/24"))
        .endsWith("subnet: 198.51.100.0/24/21\n");
    assertThat(server.ask("to A edns=1232 subnet=198.51.100.0/24"))
        .endsWith("subnet: 198.51.100.0/24/21\n");
    assertThat(server.ask("mail A edns=1232 subnet=198.51.100.0/24"))
        .endsWith("subnet: 198.51.100.0/24/0\n");
    assertThat(server.ask("www A edns=1232 subnet=0.0.0.0/0")).endsWith("subnet: 0.0.0.0/0/0\n");
    assertThat(server.ask("www A edns=1232")).doesNotContain("subnet");
    assertThat(server.ask("www A")).doesNotContain("subnet");
  }

  @Test
  void nodataHasTheScopeOfTheChoiceToo() {
    assertThat(
            server("www", Choice.Kind.NODATA, 7, -1).ask("www A edns=1232 subnet=198.51.100.0/24"))
        .endsWith("subnet: 198.51.100.0/24/21\n");
    assertThat(
            server("www", Choice.Kind.NOT_READY, 7, -1)
                .ask("www A edns=1232 subnet=198.51.100.0/24"))
        .contains("subnet: 198.51.100.0/24/0\n");
  }

  @Test
  void steeredAddressesDoNotComeAlong() {
    var server = server("www", Choice.Kind.RECORDS, 17, -1, address(9));
    assertThat(server.ask("mail MX")).isEqualTo("NOERROR aa\nanswer: mail 300 MX 10 www\n");
    assertThat(server.ask("www HTTPS")).doesNotContain("additional");
  }

  @Test
  void aChoiceThatDoesNotFitIsTruncated() {
    var chosen = new byte[60][];
    for (var i = 0; i < chosen.length; i++) {
      chosen[i] = address(i);
    }
    var server = server("www", Choice.Kind.RECORDS, 17, -1, chosen);
    assertThat(server.ask("www A")).isEqualTo("NOERROR aa tc\n");
    assertThat(server.ask("www A tcp").lines()).hasSize(61);
  }
}
