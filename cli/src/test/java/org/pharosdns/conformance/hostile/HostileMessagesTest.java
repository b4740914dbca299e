package org.pharosdns.conformance.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pharosdns.conformance.Ask;
import org.pharosdns.conformance.Reply;
import org.pharosdns.conformance.ReplyDecoder;
import org.pharosdns.conformance.Serving;

/// One reply to whatever is no response and has twelve octets.
class HostileMessagesTest {
  private static final int FORMERR = 1;
  private static final int[] COUNTS = {0, 1, 2, 7, 0xffff};
  private static final int[] TYPES = {0, 1, 6, 41, 128, 249, 250, 251, 252, 253, 254, 255, 65_535};
  private static final int[] CLASSES = {0, 1, 3, 4, 254, 255, 65_535};

  private static final Serving ZONE =
      Serving.zone("a.test.", "www A 192.0.2.1\nd DNAME elsewhere.test.\nself DNAME self\n");

  /// The one reply, which must be well-formed and carry ID and opcode back, over both transports.
  private static Reply ask(Message message) {
    var octets = message.octets();
    var overTcp = decode(octets, true);
    assertThat(decode(octets, false).rcode()).isEqualTo(overTcp.rcode());
    return overTcp;
  }

  private static Reply decode(byte[] octets, boolean tcp) {
    var raw = ZONE.raw(octets, tcp);
    assertThat(raw.length).as("there is a reply").isPositive();
    var reply = ReplyDecoder.decode(raw, false);
    assertThat(reply.id()).isEqualTo(Message.ID);
    assertThat(reply.flags() & 0xf800).isEqualTo(0x8000 | ((octets[2] & 0x78) << 8));
    return reply;
  }

  @Test
  void countsThatLieInAnyMixtureAreFormatErrorsAndTrueOnesAreNot() {
    for (var questions : COUNTS) {
      for (var answers : COUNTS) {
        for (var authorities : COUNTS) {
          for (var additionals : COUNTS) {
            var header = new Message(0, questions, answers, authorities, additionals);
            var body = header.question("www.a.test.", 1, 1).opt(0);
            var truth = questions == 1 && answers == 0 && authorities == 0 && additionals <= 1;
            assertThat(ask(body).rcode())
                .as("%d %d %d %d", questions, answers, authorities, additionals)
                .isEqualTo(truth ? 0 : FORMERR);
          }
        }
      }
    }
  }

  @Test
  void headerAloneIsAFormatErrorWhateverItCounts() {
    for (var count : COUNTS) {
      assertThat(ask(new Message(0, count, count, count, count)).question()).isEmpty();
      assertThat(ask(new Message(0, count, count, count, count)).rcode()).isEqualTo(FORMERR);
    }
  }

  @Test
  void labelsOfOtherTypesAndOf64OctetsAreFormatErrors() {
    for (var length = 64; length < 256; length++) {
      var message = new Message(0, 1, 0, 0, 0).u8(length).raw(new byte[64]).u8(0).u16(1).u16(1);
      var reply = ask(message);
      assertThat(reply.rcode()).as("label of length octet %d", length).isEqualTo(FORMERR);
      assertThat(reply.question()).isEmpty();
    }
  }

  @Test
  void namesOf255OctetsAreNamesAndOf256OctetsNone() {
    assertThat(ask(named(255)).question()).hasSize(1);
    assertThat(ask(named(255)).rcode()).isNotEqualTo(FORMERR);
    assertThat(ask(named(256)).rcode()).isEqualTo(FORMERR);
    assertThat(ask(named(256)).question()).isEmpty();
    assertThat(ask(named(65_000)).rcode()).isEqualTo(FORMERR);
  }

  /// A question whose name has that many octets, in labels of one octet each and one of two.
  private static Message named(int octets) {
    var message = new Message(0, 1, 0, 0, 0);
    var left = octets - 1;
    for (; left >= 4 || left == 2; left -= 2) {
      message.u8(1).u8('a');
    }
    if (left == 3) {
      message.u8(2).u8('a').u8('a');
    }
    return message.u8(0).u16(1).u16(1);
  }

  @Test
  void everyTypeInEveryClassWithEveryOpcodeGetsTheQuestionBack() {
    for (var opcode = 0; opcode < 16; opcode++) {
      for (var recordClass : CLASSES) {
        for (var type : TYPES) {
          var message =
              new Message(opcode << 11, 1, 0, 0, 0).question("www.a.test.", type, recordClass);
          var reply = ask(message);
          var what = "opcode %d class %d type %d".formatted(opcode, recordClass, type);
          assertThat(reply.question()).as(what).hasSize(1);
          assertThat(expected(opcode, recordClass, type))
              .as("%s: %s", what, reply.status())
              .contains(reply.status());
        }
      }
    }
  }

  private static String expected(int opcode, int recordClass, int type) {
    if (opcode != 0 && opcode != 4 && opcode != 5) {
      return "NOTIMP";
    }
    if (recordClass == 0 || recordClass == 254 || recordClass == 255) {
      return "FORMERR";
    }
    if (opcode != 0) {
      return type == 6 ? "NOTAUTH" : "FORMERR NOTAUTH";
    }
    return switch (recordClass) {
      case 1 -> type == 251 || type == 252 ? "NOTAUTH REFUSED" : "NOERROR NOTIMP REFUSED FORMERR";
      default -> "REFUSED";
    };
  }

  @Test
  void optComesOnceAtTheRootAndNeedNotBeLast() {
    assertThat(ask(Message.query(2).opt(0).opt(0)).rcode()).isEqualTo(FORMERR);
    assertThat(ask(Message.query(2).opt(0).address()).rcode()).isZero();
    assertThat(ask(Message.query(2).address().opt(0)).rcode()).isZero();
    assertThat(ask(Message.query(1).hex("0161000029").u16(1232).hex("000000000000")).rcode())
        .isEqualTo(FORMERR);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 127, 255})
  void otherVersionsOfEdnsAreBadvers(int version) {
    assertThat(ask(Message.query(1).opt(version)).status()).isEqualTo("BADVERS");
  }

  @Test
  void optionsMustEndWhereTheRecordEnds() {
    assertThat(ask(Message.query(1).opt(0, octets("000a0000"))).rcode()).isEqualTo(FORMERR);
    assertThat(ask(Message.query(1).opt(0, octets("00640001aa"))).rcode()).isZero();
    assertThat(ask(Message.query(1).opt(0, octets("00640002aa"))).rcode()).isEqualTo(FORMERR);
    assertThat(ask(Message.query(1).opt(0, octets("0064ffffaa"))).rcode()).isEqualTo(FORMERR);
    for (var cut = 1; cut < 4; cut++) {
      assertThat(ask(Message.query(1).opt(0, new byte[cut])).rcode()).isEqualTo(FORMERR);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2000, 16_000})
  void anyNumberOfUnknownOptionsIsRead(int options) {
    var rdata = new byte[4 * options];
    for (var i = 0; i < options; i++) {
      rdata[4 * i + 1] = 100;
    }
    assertThat(ask(Message.query(1).opt(0, rdata)).rcode()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "00080000", // no family
        "0008000400030000", // no such family
        "000800040001ff00", // more bits than an address has
        "0008000500012000c0", // an octet too few
        "0008000800011800c0000201", // an octet too many
        "0008000700011700c00003", // a bit behind the prefix
        "0008000700011801c00002" // a scope in a query
      })
  void aClientSubnetThatIsWrongIsAFormatError(String option) {
    assertThat(ask(Message.query(1).opt(0, octets(option))).rcode()).isEqualTo(FORMERR);
  }

  private static byte[] octets(String hex) {
    return HexFormat.of().parseHex(hex);
  }

  @Test
  void responsesAndStumpsGetNoAnswerEver() {
    for (var length = 0; length < 12; length++) {
      assertThat(ZONE.raw(Arrays.copyOf(Message.query().octets(), length), false)).isEmpty();
    }
    var reply = ZONE.raw(Message.query().octets(), false);
    assertThat(ZONE.raw(reply, false)).isEmpty();
    for (var flags = 0x8000; flags < 0x10000; flags += 0x80) {
      assertThat(ZONE.raw(new Message(flags, 0, 0, 0, 0).octets(), true)).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 15, 16, 17, 40})
  void ofAChainSixteenLinksAreGiven(int links) {
    var zone = new StringBuilder();
    IntStream.range(0, links).forEach(i -> zone.append("c%d CNAME c%d%n".formatted(i, i + 1)));
    var reply =
        Serving.zone("a.test.", zone + "c" + links + " A 192.0.2.1\n")
            .ask(Ask.of("c0.a.test. A").overTcp());
    assertThat(reply.status()).isEqualTo("NOERROR");
    assertThat(reply.answer()).filteredOn(r -> r.type() == 5).hasSize(Math.min(links, 16));
    assertThat(reply.answer()).filteredOn(r -> r.type() == 1).hasSize(links < 16 ? 1 : 0);
  }
}
