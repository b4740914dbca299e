package org.pharosdns.conformance.rfc8906;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.pharosdns.conformance.Ask;
import org.pharosdns.conformance.Edns;
import org.pharosdns.conformance.ReplyDecoder;
import org.pharosdns.conformance.Serving;

/// The questions of section 8 with the replies it prescribes.
class FailureToCommunicateTest {
  private static final Serving ZONE = Serving.zone("a.test.", "x A 192.0.2.1\n");
  private static final String UNKNOWN_OPTION = "00640000";
  private static final String NSID_COOKIE_SUBNET_EXPIRE =
      "00030000"
          + "000a0008"
          + "0102030405060708"
          + "00080007"
          + "00011800"
          + "c00002"
          + "00090000";

  private static Ask soa() {
    return Ask.of("a.test. SOA");
  }

  private static Ask edns(int version, int flags, String options) {
    return soa().edns(version, flags, options);
  }

  private static Stream<Arguments> answered() {
    return Stream.of(
        Arguments.of("8.1.1 plain", soa(), false),
        Arguments.of("8.1.3.1 AD set", soa().flags(0x0020), false),
        Arguments.of("8.1.3.1 CD set", soa().flags(0x0010), false),
        Arguments.of("8.1.3.2 last reserved bit", soa().flags(0x0040), false),
        Arguments.of("8.1.3.3 recursion desired", soa().flags(0x0100), false),
        Arguments.of("8.1.5 TCP", soa().overTcp(), false),
        Arguments.of("8.2.1 EDNS", edns(0, 0, ""), true),
        Arguments.of("8.2.1 EDNS over TCP", edns(0, 0, "").overTcp(), true),
        Arguments.of("8.2.3 unknown option", edns(0, 0, UNKNOWN_OPTION), true),
        Arguments.of("8.2.4 unknown flag", edns(0, 0x0040, ""), true),
        Arguments.of("8.2.7 512 octets", soa().payload(512).edns(0, 0x8000, ""), true),
        Arguments.of("8.2.8 DO", edns(0, 0x8000, ""), true),
        Arguments.of("8.2.10 several options", edns(0, 0, NSID_COOKIE_SUBNET_EXPIRE), true));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("answered")
  void soaIsAnswered(String section, Ask ask, boolean withEdns) {
    var reply = ZONE.ask(ask);
    assertThat(reply.status()).as(section).isEqualTo("NOERROR");
    assertThat(reply.aa()).isTrue();
    assertThat(reply.answer()).singleElement().extracting("type").isEqualTo(6);
    assertThat(reply.edns() != null).isEqualTo(withEdns);
    assertThat(reply.flags() & 0x0060).isZero();
  }

  private static Stream<Arguments> badVersion() {
    return Stream.of(
        Arguments.of("8.2.2 version 1", edns(1, 0, ""), false),
        Arguments.of("8.2.5 version 1 and unknown flag", edns(1, 0x0040, ""), false),
        Arguments.of("8.2.6 version 1 and unknown option", edns(1, 0, UNKNOWN_OPTION), false),
        Arguments.of("8.2.9 version 1 and DO", edns(1, 0x8000, ""), true),
        Arguments.of("version 255", edns(255, 0, ""), false),
        Arguments.of("version 1 over TCP", edns(1, 0, "").overTcp(), false));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("badVersion")
  void laterVersionIsRefusedWithTheOneSpokenHere(String section, Ask ask, boolean dnssecOk) {
    var reply = ZONE.ask(ask);
    assertThat(reply.status()).as(section).isEqualTo("BADVERS");
    assertThat(reply.answer()).isEmpty();
    assertThat(reply.authority()).isEmpty();
    assertThat(reply.edns()).isEqualTo(new Edns(1232, 0, dnssecOk ? 0x8000 : 0, List.of()));
  }

  @Test
  void unknownOptionAndFlagAreNotEchoed() {
    assertThat(ZONE.ask(edns(0, 0x0040, UNKNOWN_OPTION)).edns())
        .isEqualTo(new Edns(1232, 0, 0, List.of()));
  }

  @Test
  void doIsEchoed() {
    assertThat(Objects.requireNonNull(ZONE.ask(edns(0, 0x8000, "")).edns()).dnssecOk()).isTrue();
  }

  @Test
  void unknownTypeIsNodata() {
    var reply = ZONE.ask("a.test. TYPE1000");
    assertThat(reply.status()).isEqualTo("NOERROR");
    assertThat(reply.answer()).isEmpty();
  }

  @Test
  void unknownOpcodeIsNotImplemented() {
    for (var opcode = 3; opcode < 16; opcode++) {
      if (opcode < 4 || opcode > 6) {
        var reply = ZONE.raw(soa().flags(opcode << 11).octets(9), false);
        var flags = ((reply[2] & 0xff) << 8) | (reply[3] & 0xff);
        assertThat(flags).as("opcode " + opcode).isEqualTo(0x8000 | (opcode << 11) | 4);
      }
    }
  }

  @Test
  void noQuestionAndTwoQuestionsAreFormatErrors() {
    var none = new byte[12];
    assertThat(ReplyDecoder.decode(ZONE.raw(none, false), true).status()).isEqualTo("FORMERR");
    var two = soa().octets(3);
    two[5] = 2;
    assertThat(ReplyDecoder.decode(ZONE.raw(two, false), true).status()).isEqualTo("FORMERR");
  }

  @Test
  void replyIsNeverAnswered() {
    var reply = soa().octets(3);
    reply[2] |= (byte) 0x80;
    assertThat(ZONE.raw(reply, false)).isEmpty();
  }
}
