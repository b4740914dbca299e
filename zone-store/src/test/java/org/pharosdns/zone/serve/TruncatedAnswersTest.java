package org.pharosdns.zone.serve;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.pharosdns.dns.server.ServerSettings;
import org.xbill.DNS.Section;

/// Whole RRsets or none; TC for what must be there (RFC 2181 section 9, RFC 9471).
class TruncatedAnswersTest {
  private final TestServer server =
      TestServer.with(
          repeated("big TXT \"%03d" + "t".repeat(60) + "\"\n", 8)
              + repeated("addresses A 192.0.2.%d\n", 40)
              + repeated("mail MX %d h%1$d.long-host-name-to-fill-the-message\n", 10)
              + repeated("h%d.long-host-name-to-fill-the-message A 192.0.2.1\n", 10)
              + repeated("h%d.long-host-name-to-fill-the-message AAAA 2001:db8::1\n", 10)
              + repeated("inside NS ns%d.inside\n", 13)
              + repeated("ns%d.inside A 192.0.2.1\n", 13)
              + repeated("ns%d.inside AAAA 2001:db8::1\n", 13)
              + repeated("sibling NS ns%d.inside\n", 13)
              + "to CNAME big\n");

  private static String repeated(String line, int count) {
    var lines = new StringBuilder();
    for (var i = 1; i <= count; i++) {
      lines.append(line.formatted(i));
    }
    return lines.toString();
  }

  @Test
  void anAnswerThatDoesNotFitIsLeftOutWithTc() {
    assertThat(server.ask("big TXT")).isEqualTo("NOERROR aa tc\n");
    assertThat(server.ask("addresses A")).isEqualTo("NOERROR aa tc\n");
    assertThat(server.statusOf("big TXT edns=1232")).isEqualTo("NOERROR aa");
    assertThat(server.statusOf("big TXT tcp")).isEqualTo("NOERROR aa");
    assertThat(server.counters().truncated()).isEqualTo(2);
  }

  @Test
  void aliasesThatFitStay() {
    assertThat(server.ask("to TXT")).isEqualTo("NOERROR aa tc\nanswer: to 300 CNAME big\n");
  }

  @Test
  void courtesyAddressesAreLeftOutWithoutTc() {
    assertThat(server.statusOf("mail MX")).isEqualTo("NOERROR aa");
    var answer = server.message("mail MX");
    assertThat(answer.getSection(Section.ANSWER)).hasSize(10);
    assertThat(answer.getSection(Section.ADDITIONAL)).isNotEmpty().hasSizeLessThan(20);
    assertThat(server.octets()).hasSizeLessThanOrEqualTo(512);
    assertThat(server.message("mail MX tcp").getSection(Section.ADDITIONAL)).hasSize(20);
  }

  @Test
  void glueInsideTheDelegatedZoneThatDoesNotFitSetsTc() {
    assertThat(server.statusOf("x.inside A")).isEqualTo("NOERROR tc");
    assertThat(server.statusOf("x.inside A edns=1232")).isEqualTo("NOERROR");
    assertThat(server.message("x.inside A edns=1232").getSection(Section.ADDITIONAL)).hasSize(27);
  }

  @Test
  void glueOfSiblingsIsACourtesy() {
    assertThat(server.statusOf("x.sibling A")).isEqualTo("NOERROR");
    assertThat(server.message("x.sibling A").getSection(Section.AUTHORITY)).hasSize(13);
  }

  @Test
  void aNegativeAnswerThatLosesItsSoaSaysSo() {
    var label = "l".repeat(60);
    var lines = new StringBuilder();
    for (var i = 0; i < 7; i++) {
      lines.append("%s%d CNAME %s%d\n".formatted(label, i, label, i + 1));
    }
    var chain = TestServer.with(lines.toString());
    for (var i = 0; i < 7; i++) {
      var answer = chain.ask(label + i + " A");
      assertThat(answer.contains(" tc\n")).isNotEqualTo(answer.contains("SOA"));
    }
  }

  @Test
  void nameServersThatDoNotFitAreLeftOutWithTc() {
    var many = TestServer.with(repeated("sub NS ns.a-rather-long-provider-name-%d.test.\n", 20));
    assertThat(many.ask("x.sub A")).isEqualTo("NOERROR tc\n");
    assertThat(many.statusOf("x.sub A edns=1232")).isEqualTo("NOERROR");
  }

  @Test
  void aDnameThatDoesNotFitIsLeftOutWithTc() {
    var one = longName(1);
    var two = longName(2);
    var chain =
        TestServer.with(
            "to CNAME %s\n%s CNAME %s.d\nd DNAME %s\n".formatted(one, one, two, longName(3)));
    assertThat(chain.ask("to A"))
        .isEqualTo(
            "NOERROR aa tc\nanswer: to 300 CNAME %s\nanswer: %s 300 CNAME %s.d\n"
                .formatted(one, one, two));
  }

  @Test
  void chainsEndBeforeTheirNamesAreOutOfReach() {
    var lines = new StringBuilder();
    for (var i = 0; i < 64; i++) {
      lines.append("%s CNAME %s\n".formatted(longName(i), longName(i + 1)));
    }
    var chain =
        TestServer.with(lines + longName(64) + " A 192.0.2.1\n")
            .settings(new ServerSettings(1232, null, null, false, 64));
    var answer = chain.message(longName(0) + " A tcp");
    assertThat(answer.getSection(Section.ANSWER)).hasSizeBetween(50, 63);
    assertThat(chain.octets()).hasSizeBetween(12_000, 13_000);
  }

  private static String longName(int i) {
    var label = "%058d".formatted(i);
    return "a%s.b%s.c%s".formatted(label, label, label);
  }
}
