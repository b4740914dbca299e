package org.pharosdns.conformance.rfc1035;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pharosdns.conformance.Ask;
import org.pharosdns.conformance.ReplyDecoder;
import org.pharosdns.conformance.Serving;
import org.pharosdns.dns.wire.DnsName;

/// Names of any octets, letters of either case (section 2.3.3), limits of length (section 2.3.4).
class NamesTest {
  private static final DnsName DEEP = deep();
  private static final DnsName LONGEST =
      DnsName.parse(("x".repeat(63) + ".").repeat(3) + "y".repeat(59) + ".t.");

  private static final Serving ZONE =
      Serving.zone(
          "t.",
          """
          MiXeD          A 192.0.2.1
          a\\.b          A 192.0.2.2
          b.a            A 192.0.2.3
          \\000\\255     A 192.0.2.4
          \\@            A 192.0.2.5
          x\\ y          A 192.0.2.6
          \\"\\;\\(      A 192.0.2.7
          """
              + DEEP
              + " A 192.0.2.8\n"
              + LONGEST
              + " A 192.0.2.9\n");

  private static DnsName deep() {
    var name = DnsName.parse("t.");
    while (name.labels() < 127) {
      name = name.child("d");
    }
    return name;
  }

  @ParameterizedTest
  @CsvSource({
    "mixed.t., 192.0.2.1",
    "MIXED.T., 192.0.2.1",
    "a\\.b.t., 192.0.2.2",
    "b.a.t., 192.0.2.3",
    "\\000\\255.t., 192.0.2.4",
    "\\@.t., 192.0.2.5",
    "x\\032y.t., 192.0.2.6",
    "\\\"\\;\\(.t., 192.0.2.7",
  })
  void everyOctetIsItself(String name, String address) {
    assertThat(ZONE.ask(name + " A").answer())
        .singleElement()
        .extracting("rdata")
        .isEqualTo(address);
  }

  @Test
  void dotInALabelIsNoSeparator() {
    assertThat(ZONE.ask("a.b.t. A").status()).isEqualTo("NXDOMAIN");
    assertThat(ZONE.ask("b\\.a.t. A").status()).isEqualTo("NXDOMAIN");
  }

  @Test
  void onlyAsciiLettersAreFolded() {
    assertThat(ZONE.ask("\\000\\223.t. A").status()).isEqualTo("NXDOMAIN");
    assertThat(ZONE.ask("\\064.t. A").answer()).hasSize(1);
    assertThat(ZONE.ask("\\096.t. A").status()).isEqualTo("NXDOMAIN");
  }

  @Test
  void questionComesBackInTheCaseItWasAskedIn() {
    var question = Ask.of("mIxEd.T. A").octets(1);
    var reply = ZONE.raw(question, false);
    assertThat(Arrays.copyOfRange(reply, 12, question.length))
        .isEqualTo(Arrays.copyOfRange(question, 12, question.length));
  }

  @Test
  void namesOf127LabelsAndOf255OctetsAreNames() {
    assertThat(DEEP.labels()).isEqualTo(127);
    assertThat(LONGEST.octets()).isEqualTo(255);
    assertThat(ZONE.ask(Ask.of(DEEP, 1)).answer()).hasSize(1);
    assertThat(ZONE.ask(Ask.of(LONGEST, 1)).answer()).hasSize(1);
    assertThat(ZONE.ask(Ask.of(DEEP.parent(), 1)).toString()).startsWith("NOERROR aa\nauthority");
  }

  @ParameterizedTest
  @ValueSource(ints = {0x40, 0x80, 0xc0})
  void questionWithoutAProperNameIsAFormatError(int labelType) {
    var question = Ask.of("mixed.t. A").octets(7);
    question[12] = (byte) labelType;
    var reply = ReplyDecoder.decode(ZONE.raw(question, false), true);
    assertThat(reply.status()).isEqualTo("FORMERR");
    assertThat(reply.id()).isEqualTo(7);
  }
}
