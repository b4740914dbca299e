package org.pharosdns.dns.tsig;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pharosdns.dns.answer.AnswerWriter;
import org.pharosdns.dns.query.Client;
import org.pharosdns.dns.query.Draw;
import org.pharosdns.dns.query.Query;
import org.pharosdns.dns.server.AnswerSource;
import org.pharosdns.dns.server.Policing;
import org.pharosdns.dns.server.QueryCounters;
import org.pharosdns.dns.server.QueryProcessor;
import org.pharosdns.dns.server.ServerSettings;
import org.pharosdns.dns.server.ZoneRequests;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.dns.wire.Header;
import org.pharosdns.dns.wire.Octets;
import org.pharosdns.dns.wire.Packet;
import org.pharosdns.dns.wire.Rcode;
import org.pharosdns.dns.wire.RecordClass;
import org.pharosdns.dns.wire.RecordType;

/// RFC 8945: signed questions and their answers, verified by a second, plain calculation.
class TsigTest {
  private static final long NOW = 1_700_000_000L;
  private static final byte[] SECRET = "a secret of some length".getBytes(StandardCharsets.UTF_8);
  private static final DnsName NAME = DnsName.parse("Key.Example");

  private final byte[] out = new byte[QueryProcessor.MAX_ANSWER_OCTETS];
  private TsigAlgorithm algorithm = TsigAlgorithm.HMAC_SHA256;
  private int records = 1;
  private int length;

  /// Answers with as many TXT records of 200 octets as the test says.
  private final class Texts implements AnswerSource, AnswerSource.Answers {
    @Override
    public Answers answers() {
      return this;
    }

    @Override
    public void answer(Query query, AnswerWriter writer) {
      writer.beginRRset();
      for (var i = 0; i < records; i++) {
        var text = new byte[200];
        text[0] = (byte) 199;
        text[1] = (byte) i;
        writer.record(RecordType.TXT, RecordClass.IN, 60, text);
      }
      writer.endRRset();
    }
  }

  private void ask(byte[] message, Client.Transport transport) {
    var keys = TsigKeys.of(List.of(new TsigKey(NAME, algorithm, SECRET)));
    var processor =
        new QueryProcessor(
            new Texts(),
            ServerSettings.DEFAULTS,
            Policing.NONE,
            new QueryCounters(),
            new Draw(1),
            new TsigVerifier(() -> keys, () -> NOW),
            ZoneRequests.NONE,
            null);
    length = processor.process(message, 0, message.length, new Client(transport), 0, out, 0);
  }

  private void ask(byte[] message) {
    ask(message, Client.Transport.UDP);
  }

  private static byte[] hmac(TsigAlgorithm algorithm, byte[]... parts) {
    try {
      var mac = Mac.getInstance(algorithm.javaName());
      mac.init(new javax.crypto.spec.SecretKeySpec(SECRET, "any"));
      for (var part : parts) {
        mac.update(part);
      }
      return mac.doFinal();
    } catch (java.security.GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Name, class, TTL, algorithm, time, fudge, error and other data, as they are signed.
  private static byte[] variables(TsigAlgorithm algorithm, long time, int error, byte... other) {
    var packet = new PacketTail().name("key.example").u16(255).i32(0).name(algorithm.text());
    packet.u16((int) (time >>> 32)).i32((int) time).u16(300).u16(error).u16(other.length);
    return packet.raw(other).octets();
  }

  /// Octets without a header.
  private static final class PacketTail {
    private final Packet packet = Packet.header(0, 0, 0, 0, 0);

    PacketTail name(String name) {
      packet.name(name);
      return this;
    }

    PacketTail u16(int value) {
      packet.u16(value);
      return this;
    }

    PacketTail i32(int value) {
      packet.i32(value);
      return this;
    }

    PacketTail raw(byte... octets) {
      packet.raw(octets);
      return this;
    }

    byte[] octets() {
      return Arrays.copyOfRange(packet.octets(), Header.OCTETS, packet.octets().length);
    }
  }

  private byte[] mac(long time) {
    return hmac(algorithm, Packet.query("test", 16, 0).octets(), variables(algorithm, time, 0));
  }

  private static byte[] signed(String algorithm, long time, byte[] mac) {
    return signed(Packet.query("test", 16, 1), algorithm, time, mac).octets();
  }

  private static Packet signed(Packet packet, String algorithm, long time, byte[] mac) {
    var name = DnsName.parse(algorithm).octets();
    packet.name("kEy.example").u16(RecordType.TSIG).u16(RecordClass.ANY).i32(0);
    packet.u16(name + 16 + mac.length).name(algorithm);
    packet.u16((int) (time >>> 32)).i32((int) time).u16(300).u16(mac.length).raw(mac);
    return packet.u16(Packet.ID).u16(0).u16(0);
  }

  private int rcode() {
    return Octets.u16(out, Header.FLAGS) & 0xf;
  }

  private int tsigOctets(int macOctets, int otherOctets) {
    return 13 + 10 + algorithm.wireName().octets() + 16 + macOctets + otherOctets;
  }

  private int tsigError() {
    var end = length - 2;
    return Octets.u16(out, end - (Octets.u16(out, end) == 0 ? 2 : 0));
  }

  @ParameterizedTest
  @EnumSource
  void aGoodSignatureIsAnsweredWithOne(TsigAlgorithm each) {
    algorithm = each;
    var requestMac = mac(NOW - 299);
    ask(signed(each.text(), NOW - 299, requestMac));
    assertThat(rcode()).isEqualTo(Rcode.NOERROR);
    var macOctets = each.macOctets();
    var mac = Arrays.copyOfRange(out, length - 6 - macOctets, length - 6);
    var unsigned = Arrays.copyOf(out, length - tsigOctets(macOctets, 0));
    Octets.putU16(unsigned, Header.ADDITIONALS, 0);
    var macLength = new byte[] {0, (byte) macOctets};
    assertThat(mac).isEqualTo(hmac(each, macLength, requestMac, unsigned, variables(each, NOW, 0)));
    assertThat(Octets.u16(out, Header.ANSWERS)).isEqualTo(1);
    assertThat(Octets.u16(out, Header.ADDITIONALS)).isEqualTo(1);
  }

  @Test
  void anotherKeyOrAlgorithmIsBadkeyUnsigned() {
    algorithm = TsigAlgorithm.HMAC_SHA384;
    ask(signed("hmac-sha256", NOW, mac(NOW)));
    assertThat(rcode()).isEqualTo(Rcode.NOTAUTH);
    assertThat(tsigError()).isEqualTo(Rcode.BADKEY);
    assertThat(Octets.u16(out, length - 8)).as("MAC size").isZero();
    assertThat(Octets.u16(out, Header.ANSWERS)).isZero();
    ask(signed("hmac-md5.sig-alg.reg.int", NOW, new byte[16]));
    assertThat(tsigError()).isEqualTo(Rcode.BADKEY);
  }

  @Test
  void aWrongSignatureIsBadsigUnsigned() {
    var mac = mac(NOW);
    mac[3] ^= 1;
    ask(signed("hmac-sha256", NOW, mac));
    assertThat(rcode()).isEqualTo(Rcode.NOTAUTH);
    assertThat(tsigError()).isEqualTo(Rcode.BADSIG);
    assertThat(Octets.u16(out, length - 8)).as("MAC size").isZero();
    assertThat(Octets.u16(out, Header.ANSWERS)).isZero();
  }

  @ParameterizedTest
  @ValueSource(longs = {NOW - 301, NOW + 301, 0, 0xffff_ffff_ffffL})
  void aClockTooFarOffIsBadtimeSignedWithOurTime(long time) {
    var requestMac = mac(time);
    ask(signed("hmac-sha256", time, requestMac));
    assertThat(rcode()).isEqualTo(Rcode.NOTAUTH);
    var ours = Arrays.copyOfRange(out, length - 6, length);
    assertThat(HexFormat.of().formatHex(ours)).isEqualTo("%012x".formatted(NOW));
    assertThat(Octets.u16(out, length - 8)).as("other length").isEqualTo(6);
    assertThat(Octets.u16(out, length - 10)).isEqualTo(Rcode.BADTIME);
    var mac = Arrays.copyOfRange(out, length - 12 - 32, length - 12);
    var unsigned = Arrays.copyOf(out, length - tsigOctets(32, 6));
    Octets.putU16(unsigned, Header.ADDITIONALS, 0);
    assertThat(mac)
        .isEqualTo(
            hmac(
                algorithm,
                new byte[] {0, 32},
                requestMac,
                unsigned,
                variables(algorithm, time, Rcode.BADTIME, ours)));
  }

  @Test
  void aTruncatedMacIsGoodDownToHalfAndTenOctets() {
    for (var octets : new int[] {32, 31, 16}) {
      ask(signed("hmac-sha256", NOW, Arrays.copyOf(mac(NOW), octets)));
      assertThat(rcode()).as("%d octets", octets).isEqualTo(Rcode.NOERROR);
    }
    for (var octets : new int[] {33, 15, 10, 1, 0}) {
      ask(signed("hmac-sha256", NOW, Arrays.copyOf(mac(NOW), octets)));
      assertThat(rcode()).as("%d octets", octets).isEqualTo(Rcode.FORMERR);
    }
    algorithm = TsigAlgorithm.HMAC_SHA1;
    ask(signed("hmac-sha1", NOW, Arrays.copyOf(mac(NOW), 9)));
    assertThat(rcode()).isEqualTo(Rcode.FORMERR);
    ask(signed("hmac-sha1", NOW, Arrays.copyOf(mac(NOW), 10)));
    assertThat(rcode()).isEqualTo(Rcode.NOERROR);
  }

  @Test
  void anOriginalIdThatAForwarderReplacedIsWhatWasSigned() {
    var message = signed("hmac-sha256", NOW, mac(NOW));
    Octets.putU16(message, Header.ID, 0x4321);
    ask(message);
    assertThat(rcode()).isEqualTo(Rcode.NOERROR);
    assertThat(Octets.u16(out, Header.ID)).isEqualTo(0x4321);
  }

  @Test
  void roomForTheSignatureIsKeptBeforeTruncation() {
    for (records = 1; records <= 8; records++) {
      var packet = Packet.query("test", 16, 2).opt(1232, 0);
      var mac =
          hmac(
              algorithm,
              Packet.query("test", 16, 1).opt(1232, 0).octets(),
              variables(algorithm, NOW, 0));
      ask(signed(packet, "hmac-sha256", NOW, mac).octets());
      assertThat(length).isLessThanOrEqualTo(1232);
      assertThat(Octets.u16(out, Header.ADDITIONALS)).isEqualTo(2);
      var truncated = (Octets.u16(out, Header.FLAGS) & Header.TC) != 0;
      assertThat(truncated).as("%d records", records).isEqualTo(records > 5);
    }
  }

  @Test
  void aTsigThatIsNotTheLastRecordIsFormerr() {
    var behind = signed(Packet.query("test", 16, 2), "hmac-sha256", NOW, mac(NOW)).opt(1232, 0);
    ask(behind.octets());
    assertThat(rcode()).isEqualTo(Rcode.FORMERR);
    var twice = signed(Packet.query("test", 16, 2), "hmac-sha256", NOW, mac(NOW));
    ask(signed(twice, "hmac-sha256", NOW, mac(NOW)).octets());
    assertThat(rcode()).isEqualTo(Rcode.FORMERR);
  }

  /// CVE-2020-8617, CVE-2020-8622, CVE-2025-40775: every octet of the record replaced, every
  /// truncation. The answer is always one message and never an exception.
  @Test
  @Timeout(60)
  void noOctetOfTheRecordCanHurt() {
    var good = signed("hmac-sha256", NOW, mac(NOW));
    for (var i = 0; i < good.length; i++) {
      for (var value = 0; value < 256; value++) {
        var message = good.clone();
        message[i] = (byte) value;
        ask(message);
        assertThat(length == 0 || length >= Header.OCTETS).isTrue();
      }
      ask(Arrays.copyOf(good, i));
      assertThat(length == 0 || rcode() != Rcode.NOERROR).as("cut at %d", i).isTrue();
    }
  }

  /// CVE-2015-5477, CVE-2026-3119: a TKEY question is a question.
  @Test
  void aSignedTkeyQuestionIsAnswered() {
    var unsigned = Packet.query("test", 249, 0).octets();
    var mac = hmac(algorithm, unsigned, variables(algorithm, NOW, 0));
    ask(signed(Packet.query("test", 249, 1), "hmac-sha256", NOW, mac).octets());
    assertThat(rcode()).isEqualTo(Rcode.NOERROR);
  }
}
