package org.pharosdns.conformance.rfc6891;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pharosdns.conformance.Ask;
import org.pharosdns.conformance.ReplyDecoder;
import org.pharosdns.conformance.Serving;
import org.pharosdns.conformance.Shape;

/// OPT and the options NSID (RFC 5001) and client subnet (RFC 7871).
class EdnsTest {
  private static final Serving ZONE = Serving.zone("a.test.", "x A 192.0.2.1\n");

  private static List<String> options(String asked) {
    return Objects.requireNonNull(ZONE.ask(Ask.of("x.a.test. A").edns(0, 0, asked)).edns())
        .options();
  }

  @Test
  void nsidIsGivenWhenAskedFor() {
    assertThat(options("00030000"))
        .containsExactly(
            "3:" + HexFormat.of().formatHex("lighthouse".getBytes(StandardCharsets.US_ASCII)));
  }

  @Test
  void clientSubnetComesBackWithScopeZero() {
    assertThat(options("0008000700011800c00002")).containsExactly("8:00011800c00002");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "00080007000118ffc00002",
        "0008000800011800c0000200",
        "0008000600011800c000",
        "0008000700012100c00002",
        "0008000700031800c00002",
        "0008000700011700c00003",
        "000800020001",
      })
  void malformedClientSubnetIsAFormatError(String option) {
    var reply = ZONE.ask(Ask.of("x.a.test. A").edns(0, 0, option));
    assertThat(reply.status()).isEqualTo("FORMERR");
  }

  @Test
  void twoOptRecordsAreAFormatError() {
    var one = Ask.of("x.a.test. A").payload(1232).octets(5);
    var two = Arrays.copyOf(one, one.length + 11);
    System.arraycopy(one, one.length - 11, two, one.length, 11);
    two[11] = 2;
    assertThat(ReplyDecoder.decode(ZONE.raw(two, false), true).status()).isEqualTo("FORMERR");
  }

  @Test
  void optThatIsMalformedIsAnsweredWithOpt() {
    assertThat(ZONE.ask(Ask.of("x.a.test. A").edns(0, 0, "00030005")).edns()).isNotNull();
  }

  @Test
  void optIsReadWhereThereIsNoQuestion() {
    var reply = ZONE.ask(Ask.of("x.a.test. A").payload(1232).shaped(Shape.questions(0)));
    assertThat(reply.status()).isEqualTo("FORMERR");
    assertThat(reply.edns()).isNotNull();
  }

  @Test
  void unknownVersionComesBeforeClassAndOpcode() {
    var ask = Ask.of("a.test. SOA").edns(1, 0, "");
    assertThat(ZONE.ask(ask.inClass(255)).status()).isEqualTo("BADVERS");
    assertThat(ZONE.ask(ask.flags(0x1000)).status()).isEqualTo("BADVERS");
  }

  @Test
  void payloadBelow512CountsAs512() {
    var zone = Serving.zone("b.test.", "x TXT " + "y".repeat(200) + "\nx TXT z\n");
    for (var payload : List.of(0, 1, 511)) {
      var reply = zone.ask(Ask.of("x.b.test. TXT").payload(payload));
      assertThat(reply.tc()).as("payload " + payload).isFalse();
    }
  }

  @Test
  void firstOfTwoClientSubnetsCounts() {
    assertThat(options("0008000700011800c00002" + "0008000700011800c63364"))
        .containsExactly("8:00011800c00002");
    assertThat(options("0008000700011800c00002" + "00080000")).containsExactly("8:00011800c00002");
  }

  @Test
  void optIsNotSentToWhoDidNotSendOne() {
    assertThat(ZONE.ask("x.a.test. A").edns()).isNull();
    assertThat(ZONE.ask("nothing.a.test. A").edns()).isNull();
    assertThat(ZONE.ask("elsewhere.net. A").edns()).isNull();
  }
}
