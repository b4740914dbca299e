package org.pharosdns.conformance.rfc6891;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.pharosdns.conformance.Ask;
import org.pharosdns.conformance.Reply;
import org.pharosdns.conformance.Serving;
import org.pharosdns.conformance.Shape;

/// ISC's EDNS compliance questions, each as `dig` would ask it, with the reply that is prescribed.
///
/// A reply is written `STATUS flags, records in the answer, opt`: opt is `-` for none, else its
/// version, DO and options.
class ComplianceQuestionsTest {
  private static final Serving ZONE = Serving.zone("a.test.", "x A 192.0.2.1\n");
  private static final String OPTION_100 = "00640000";
  private static final String NSID = "00030000";
  private static final String COOKIE = "000a00080102030405060708";
  private static final String EXPIRE = "00090000";
  private static final String SUBNET = "00080004" + "00010000";
  private static final int DO = 0x8000;
  private static final int UNKNOWN_FLAG = 0x0080;
  private static final int AD = 0x0020;
  private static final int Z = 0x0040;
  private static final int RD = 0x0100;
  private static final int OPCODE_15 = 15 << 11;

  private static Ask soa() {
    return Ask.of("a.test. SOA");
  }

  private static Ask edns(int version, int flags, String options) {
    return soa().edns(version, flags, options);
  }

  private static Arguments asked(String dig, Ask ask, String reply) {
    return Arguments.of(dig, ask, reply);
  }

  private static Stream<Arguments> questions() {
    return Stream.of(
        asked("+noedns", soa(), "NOERROR aa, 1 SOA, -"),
        asked("+noedns +tcp", soa().overTcp(), "NOERROR aa, 1 SOA, -"),
        asked("+noedns +ad", soa().flags(AD), "NOERROR aa, 1 SOA, -"),
        asked("+noedns +zflag", soa().flags(Z), "NOERROR aa, 1 SOA, -"),
        asked("+noedns +rec", soa().flags(RD), "NOERROR aa rd, 1 SOA, -"),
        asked("+noedns +header-only", soa().shaped(noQuestion()), "FORMERR, nothing, -"),
        asked("+noedns +opcode=15", soa().flags(OPCODE_15), "NOTIMP, nothing, -"),
        asked("+noedns type1000", Ask.of("a.test. TYPE1000"), "NOERROR aa, nothing, -"),
        asked("+noedns type666", Ask.of("a.test. TYPE666"), "NOERROR aa, nothing, -"),
        asked("+edns=0", edns(0, 0, ""), "NOERROR aa, 1 SOA, 0"),
        asked("+edns=0 +tcp", edns(0, 0, "").overTcp(), "NOERROR aa, 1 SOA, 0"),
        asked("+edns=0 +dnssec", edns(0, DO, ""), "NOERROR aa, 1 SOA, 0 do"),
        asked("+edns=0 +ednsopt=100", edns(0, 0, OPTION_100), "NOERROR aa, 1 SOA, 0"),
        asked("+edns=0 +ednsflags=0x80", edns(0, UNKNOWN_FLAG, ""), "NOERROR aa, 1 SOA, 0"),
        asked(
            "+edns=0 +dnssec +ednsflags=0x8080",
            edns(0, DO | UNKNOWN_FLAG, ""),
            "NOERROR aa, 1 SOA, 0 do"),
        asked("+edns=0 +opcode=15", edns(0, 0, "").flags(OPCODE_15), "NOTIMP, nothing, 0"),
        asked("+edns=1", edns(1, 0, ""), "BADVERS, nothing, 0"),
        asked("+edns=1 +dnssec", edns(1, DO, ""), "BADVERS, nothing, 0 do"),
        asked("+edns=1 +ednsopt=100", edns(1, 0, OPTION_100), "BADVERS, nothing, 0"),
        asked("+edns=1 +ednsflags=0x80", edns(1, UNKNOWN_FLAG, ""), "BADVERS, nothing, 0"),
        asked("+edns=1 +tcp", edns(1, 0, "").overTcp(), "BADVERS, nothing, 0"),
        asked("+edns=1 +opcode=15", edns(1, 0, "").flags(OPCODE_15), "BADVERS, nothing, 0"),
        asked("+edns=1, class ANY", edns(1, 0, "").inClass(255), "BADVERS, nothing, 0"),
        asked(
            "+dnssec +bufsize=512 dnskey",
            Ask.of("a.test. DNSKEY").payload(512).edns(0, DO, ""),
            "NOERROR aa, nothing, 0 do"),
        asked(
            "+nsid +cookie +subnet=0 +expire +ednsopt=100",
            edns(0, 0, NSID + COOKIE + SUBNET + EXPIRE + OPTION_100),
            "NOERROR aa, 1 SOA, 0 3:6c69676874686f757365 8:00010000"));
  }

  private static Shape noQuestion() {
    return Shape.questions(0);
  }

  @ParameterizedTest(name = "dig {0}")
  @MethodSource("questions")
  void getsThePrescribedReply(String dig, Ask ask, String prescribed) {
    assertThat(summary(ZONE.ask(ask))).as(dig).isEqualTo(prescribed);
  }

  private static String summary(Reply reply) {
    var text = new StringBuilder(reply.status());
    text.append(reply.aa() ? " aa" : "").append(reply.tc() ? " tc" : "");
    text.append((reply.flags() & RD) != 0 ? " rd" : "");
    text.append((reply.flags() & 0x00f0) != 0 ? " stray bits" : "");
    var records = reply.answer();
    text.append(records.isEmpty() ? ", nothing" : ", " + records.size() + " SOA");
    records.forEach(record -> assertThat(record.type()).isEqualTo(6));
    var edns = reply.edns();
    if (edns == null) {
      return text.append(", -").toString();
    }
    text.append(", ").append(edns.version()).append(edns.dnssecOk() ? " do" : "");
    assertThat(edns.flags() & ~DO).isZero();
    var options = edns.options().stream().filter(option -> !option.startsWith("15:")).toList();
    return text.append(options.isEmpty() ? "" : " " + String.join(" ", options)).toString();
  }
}
