package org.pharosdns.dns.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.pharosdns.dns.answer.AnswerCompiler;
import org.pharosdns.dns.answer.AnswerWriter;
import org.pharosdns.dns.answer.Arena;
import org.pharosdns.dns.query.Client;
import org.pharosdns.dns.query.Draw;
import org.pharosdns.dns.query.Query;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.dns.wire.EdnsOption;
import org.pharosdns.dns.wire.Header;
import org.pharosdns.dns.wire.Octets;
import org.pharosdns.dns.wire.Opcode;
import org.pharosdns.dns.wire.Packet;
import org.pharosdns.dns.wire.Rcode;
import org.pharosdns.dns.wire.RecordClass;
import org.pharosdns.dns.wire.RecordType;

/// The life of a query apart from the zones: header, opcodes, classes, EDNS, TSIG, counters.
class QueryProcessorTest {
  private static final int NO_QUESTION = 0;

  /// Answers everything with one address; `test.` is a zone.
  private static final class OneAddress implements AnswerSource, AnswerSource.Answers {
    private final Arena arena = new Arena(64);
    private final int block =
        new AnswerCompiler(arena, DnsName.ROOT)
            .append(DnsName.parse("test"), RecordType.A, 60, List.of(new byte[] {127, 0, 0, 1}));

    @Override
    public Answers answers() {
      return this;
    }

    @Override
    public void answer(Query query, AnswerWriter writer) {
      writer.authoritative(true);
      writer.answer(arena.octets(), block);
    }

    @Override
    public boolean isZone(Query query) {
      return query.name().labels() == 1;
    }
  }

  private final QueryCounters counters = new QueryCounters();
  private final byte[] out = new byte[QueryProcessor.MAX_ANSWER_OCTETS];
  private int length;

  private void ask(Packet packet, Client.Transport transport, ServerSettings settings) {
    var octets = packet.octets();
    var processor = new QueryProcessor(new OneAddress(), settings, counters, new Draw(1));
    length = processor.process(octets, 0, octets.length, new Client(transport), 0, out, 0);
  }

  private void ask(Packet packet) {
    ask(packet, Client.Transport.UDP, ServerSettings.DEFAULTS);
  }

  private void assertHeader(int flags, int questions, int answers, int additionals) {
    assertThat(length).isGreaterThanOrEqualTo(Header.OCTETS);
    assertThat(Octets.u16(out, Header.ID)).isEqualTo(Packet.ID);
    assertThat(Octets.u16(out, Header.FLAGS)).isEqualTo(Header.QR | flags);
    assertThat(Octets.u16(out, Header.QUESTIONS)).isEqualTo(questions);
    assertThat(Octets.u16(out, Header.ANSWERS)).isEqualTo(answers);
    assertThat(Octets.u16(out, Header.AUTHORITIES)).isZero();
    assertThat(Octets.u16(out, Header.ADDITIONALS)).isEqualTo(additionals);
  }

  /// Checks that the message ends in an OPT record with these octets behind its type.
  private void assertOpt(int payload, int ttl, byte[]... options) {
    var expected = Packet.header(0, 0, 0, 0, 0).opt(payload, ttl, options).octets();
    var opt = Arrays.copyOfRange(expected, Header.OCTETS, expected.length);
    assertThat(Arrays.copyOfRange(out, length - opt.length, length)).isEqualTo(opt);
  }

  private static byte[] extendedError(int code) {
    return Packet.option(EdnsOption.EXTENDED_ERROR, 0, code);
  }

  @Test
  void theQuestionComesBackAsItWasWritten() {
    ask(Packet.query("wWW.tEst", RecordType.A));
    assertHeader(Header.AA, 1, 1, 0);
    var question = Packet.query("wWW.tEst", RecordType.A).octets();
    assertThat(Arrays.copyOfRange(out, 12, question.length))
        .isEqualTo(Arrays.copyOfRange(question, 12, question.length));
    assertThat(Arrays.copyOfRange(out, question.length, length))
        .isEqualTo(new byte[] {(byte) 0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, 127, 0, 0, 1});
  }

  @Test
  void anAnswerMayStandAnywhereInItsArray() {
    var octets = Packet.query("test", 1).octets();
    var processor =
        new QueryProcessor(new OneAddress(), ServerSettings.DEFAULTS, counters, new Draw(1));
    length =
        processor.process(octets, 0, octets.length, new Client(Client.Transport.UDP), 0, out, 0);
    var first = Arrays.copyOf(out, length);
    var far = 1000;
    length =
        processor.process(octets, 0, octets.length, new Client(Client.Transport.UDP), 0, out, far);
    assertThat(Arrays.copyOfRange(out, far, far + length)).isEqualTo(first);
  }

  @Test
  void ofTheFlagsOnlyRdAndCdComeBack() {
    ask(Packet.header(0x07ff, 1, 0, 0, 0).question("test", 1, 1));
    assertHeader(Header.AA | Header.RD | Header.CD, 1, 1, 0);
  }

  @Test
  void responsesAndStumpsGetNoAnswer() {
    ask(Packet.header(Header.QR, 1, 0, 0, 0).question("test", 1, 1));
    assertThat(length).isZero();
    assertThat(counters.dropped()).isEqualTo(1);
    assertThat(counters.queries(Client.Transport.UDP)).isEqualTo(1);
  }

  @Test
  void unreadableQuestionsGetFormerrWithoutQuestion() {
    ask(Packet.header(0, 0, 0, 0, 0));
    assertHeader(Rcode.FORMERR, NO_QUESTION, 0, 0);
    ask(Packet.header(0, 2, 0, 0, 0).question("a", 1, 1).question("b", 1, 1));
    assertHeader(Rcode.FORMERR, NO_QUESTION, 0, 0);
    assertThat(length).isEqualTo(12);
  }

  @Test
  void malformedRecordsGetFormerrWithTheQuestion() {
    ask(Packet.query("test", 1, 1));
    assertHeader(Rcode.FORMERR, 1, 0, 0);
    ask(Packet.query("test", 1, 2).opt().opt());
    assertHeader(Rcode.FORMERR, 1, 0, 1);
    ask(Packet.query("test", 1, 1).opt(Packet.option(EdnsOption.CLIENT_SUBNET, 0, 1, 33, 0)));
    assertHeader(Rcode.FORMERR, 1, 0, 1);
    assertOpt(1232, 0);
  }

  @Test
  void unknownOpcodesAreNotImplementedWhateverFollows() {
    for (var opcode = 0; opcode < 16; opcode++) {
      var known = opcode == Opcode.QUERY || opcode == Opcode.NOTIFY || opcode == Opcode.UPDATE;
      if (!known) {
        ask(Packet.header(opcode << 11, 1, 0, 0, 0).question("test", 1, 1));
        assertHeader(opcode << 11 | Rcode.NOTIMP, 1, 0, 0);
        ask(Packet.header(opcode << 11, 7, 7, 7, 7).raw(new byte[] {99}));
        assertHeader(opcode << 11 | Rcode.NOTIMP, NO_QUESTION, 0, 0);
        ask(Packet.header(opcode << 11, 1, 0, 0, 1).question("test", 1, 1).opt());
        assertOpt(1232, 0, extendedError(21));
      }
    }
  }

  @Test
  void notifyAndUpdateAreRefusedForOurZonesAndNotOursElsewhere() {
    for (var opcode : new int[] {Opcode.NOTIFY << 11, Opcode.UPDATE << 11}) {
      ask(Packet.header(opcode, 1, 0, 0, 0).question("test", RecordType.SOA, 1));
      assertHeader(opcode | Rcode.REFUSED, 1, 0, 0);
      ask(Packet.header(opcode, 1, 0, 0, 0).question("not.ours", RecordType.SOA, 1));
      assertHeader(opcode | Rcode.NOTAUTH, 1, 0, 0);
      ask(Packet.header(opcode, 1, 0, 0, 0).question("test", RecordType.SOA, RecordClass.CH));
      assertHeader(opcode | Rcode.NOTAUTH, 1, 0, 0);
      ask(Packet.header(opcode, 1, 0, 0, 0).question("test", RecordType.A, 1));
      assertHeader(opcode | Rcode.FORMERR, 1, 0, 0);
      ask(Packet.header(opcode, 1, 0, 0, 0).question("test", RecordType.SOA, RecordClass.ANY));
      assertHeader(opcode | Rcode.FORMERR, 1, 0, 0);
      ask(Packet.header(opcode, 0, 0, 0, 0));
      assertHeader(opcode | Rcode.FORMERR, NO_QUESTION, 0, 0);
    }
  }

  @Test
  void updatesWithRecordsOfMetaClassesAreWellFormed() {
    var update = Packet.header(Opcode.UPDATE << 11, 1, 1, 1, 0);
    update.question("test", RecordType.SOA, 1);
    update.name("a.test").u16(RecordType.ANY).u16(RecordClass.NONE).i32(0).u16(0);
    update.name("a.test").u16(RecordType.A).u16(RecordClass.ANY).i32(0).u16(0);
    ask(update);
    assertHeader(Opcode.UPDATE << 11 | Rcode.REFUSED, 1, 0, 0);
  }

  @Test
  void transfersAreRefusedForOurZonesAndNotOursElsewhere() {
    ask(Packet.query("test", RecordType.AXFR, 1).opt());
    assertHeader(Rcode.REFUSED, 1, 0, 1);
    assertOpt(1232, 0, extendedError(18));
    ask(Packet.query("a.b", RecordType.IXFR));
    assertHeader(Rcode.NOTAUTH, 1, 0, 0);
  }

  @Test
  void otherClassesAreRefusedAndMetaClassesMalformed() {
    for (var refused : new int[] {2, RecordClass.HS, 5, 65535}) {
      ask(Packet.header(0, 1, 0, 0, 0).question("test", 1, refused));
      assertHeader(Rcode.REFUSED, 1, 0, 0);
    }
    for (var meta : new int[] {0, RecordClass.NONE, RecordClass.ANY}) {
      ask(Packet.header(0, 1, 0, 0, 0).question("test", 1, meta));
      assertHeader(Rcode.FORMERR, 1, 0, 0);
    }
  }

  @Test
  void classChaosTellsWhatIsConfigured() {
    var settings = new ServerSettings(1232, "ns1", "Pharos 1", true, 16);
    for (var name : new String[] {"id.server", "HOSTNAME.bind"}) {
      ask(
          Packet.header(0, 1, 0, 0, 0).question(name, RecordType.TXT, RecordClass.CH),
          Client.Transport.UDP,
          settings);
      assertHeader(Header.AA, 1, 1, 0);
      assertThat(Arrays.copyOfRange(out, length - 4, length))
          .isEqualTo(new byte[] {3, 'n', 's', '1'});
    }
    for (var name : new String[] {"version.bind", "version.server"}) {
      ask(
          Packet.header(0, 1, 0, 0, 0).question(name, RecordType.ANY, RecordClass.CH),
          Client.Transport.UDP,
          settings);
      assertHeader(Header.AA, 1, 1, 0);
    }
    ask(
        Packet.header(0, 1, 0, 0, 0).question("id.server", RecordType.A, RecordClass.CH),
        Client.Transport.UDP,
        settings);
    assertHeader(Header.AA, 1, 0, 0);
  }

  @Test
  void classChaosRefusesWhatIsNotConfigured() {
    for (var name : new String[] {"id.server", "version.bind", "authors.bind", "test"}) {
      ask(Packet.header(0, 1, 0, 0, 0).question(name, RecordType.TXT, RecordClass.CH));
      assertHeader(Rcode.REFUSED, 1, 0, 0);
    }
  }

  @Test
  void optComesOnlyWhenAskedFor() {
    ask(Packet.query("test", 1));
    assertHeader(Header.AA, 1, 1, 0);
    ask(Packet.query("test", 1, 1).opt(4096, 0));
    assertHeader(Header.AA, 1, 1, 1);
    assertOpt(1232, 0);
  }

  @Test
  void ofTheEdnsFlagsOnlyDoComesBack() {
    ask(Packet.query("test", 1, 1).opt(512, 0xffff));
    assertOpt(1232, 0x8000);
    ask(Packet.query("test", 1, 1).opt(512, 0xff00_7fff));
    assertOpt(1232, 0);
  }

  @Test
  void versionsOtherThanZeroGetBadvers() {
    for (var version : new int[] {1, 100, 255}) {
      ask(Packet.query("test", 1, 1).opt(1232, version << 16, Packet.option(EdnsOption.NSID)));
      assertHeader(0, 1, 0, 1);
      assertOpt(1232, 1 << 24);
    }
    assertThat(counters.answers(Rcode.BADVERS)).isEqualTo(3);
  }

  @Test
  void unknownOptionsAreIgnored() {
    ask(Packet.query("test", 1, 1).opt(Packet.option(100), Packet.option(65535, 1, 2, 3)));
    assertHeader(Header.AA, 1, 1, 1);
    assertOpt(1232, 0);
  }

  @Test
  void nsidComesWhenAskedForAndConfigured() {
    var asks = Packet.query("test", 1, 1).opt(Packet.option(EdnsOption.NSID));
    ask(asks);
    assertOpt(1232, 0);
    ask(asks, Client.Transport.UDP, new ServerSettings(1232, "ns1", null, true, 16));
    assertOpt(1232, 0, Packet.option(EdnsOption.NSID, 'n', 's', '1'));
  }

  @Test
  void clientSubnetComesBackWithScopeZero() {
    var subnet = Packet.option(EdnsOption.CLIENT_SUBNET, 0, 1, 24, 0, 192, 0, 2);
    ask(Packet.query("test", 1, 1).opt(subnet));
    assertOpt(1232, 0, subnet);
  }

  @Test
  void keepaliveIsForTcp() {
    var asks = Packet.query("test", 1, 1).opt(Packet.option(EdnsOption.TCP_KEEPALIVE));
    ask(asks);
    assertOpt(1232, 0);
    ask(asks, Client.Transport.TCP, ServerSettings.DEFAULTS);
    assertOpt(1232, 0, Packet.option(EdnsOption.TCP_KEEPALIVE, 0, 100));
  }

  @Test
  void allOptionsTogetherFitBesideTheLongestQuestionIn512Octets() {
    var settings = new ServerSettings(512, "n".repeat(128), null, true, 16);
    var packet = Packet.header(0, 1, 0, 0, 1).question("a.".repeat(127), 1, RecordClass.HS);
    packet.opt(
        512,
        0,
        Packet.option(EdnsOption.NSID),
        Packet.option(
            EdnsOption.CLIENT_SUBNET,
            0,
            2,
            128,
            0,
            1,
            2,
            3,
            4,
            5,
            6,
            7,
            8,
            1,
            2,
            3,
            4,
            5,
            6,
            7,
            8));
    ask(packet, Client.Transport.UDP, settings);
    assertHeader(Rcode.REFUSED, 1, 0, 1);
    assertThat(length).isLessThanOrEqualTo(512);
  }

  @Test
  void signedQueriesGetBadkey() {
    ask(Packet.query("test", 1, 1).tsig("key", "hmac-sha256"));
    assertHeader(Rcode.NOTAUTH, 1, 0, 1);
    var behindOwner = 12 + 6 + 4 + 5;
    assertThat(Octets.u16(out, behindOwner)).isEqualTo(RecordType.TSIG);
    assertThat(Octets.u16(out, behindOwner + 2)).isEqualTo(RecordClass.ANY);
    assertThat(Octets.u16(out, behindOwner + 8)).isEqualTo(13 + 16);
    assertThat(Octets.u16(out, length - 8)).as("MAC size").isZero();
    assertThat(Octets.u16(out, length - 6)).as("original ID").isEqualTo(Packet.ID);
    assertThat(Octets.u16(out, length - 4)).as("error").isEqualTo(Rcode.BADKEY);
    assertThat(Octets.u16(out, length - 2)).as("other").isZero();
    assertThat(behindOwner + 10 + 13 + 16).isEqualTo(length);
  }

  @Test
  void badkeyComesBehindOpt() {
    ask(Packet.query("test", 1, 2).opt().tsig("key", "alg"));
    assertHeader(Rcode.NOTAUTH, 1, 0, 2);
  }

  @Test
  void aCompressedKeyNameIsAnsweredInFull() {
    var compressed = Packet.query("test", 1, 1).u16(0xc00c);
    compressed.u16(RecordType.TSIG).u16(RecordClass.ANY).i32(0).u16(1 + 16).u8(0);
    compressed.u16(0).i32(0).u16(300).u16(0).u16(Packet.ID).u16(0).u16(0);
    ask(compressed);
    assertHeader(Rcode.NOTAUTH, 1, 0, 1);
    assertThat(Arrays.copyOfRange(out, 22, 28)).isEqualTo(Arrays.copyOfRange(out, 12, 18));
  }

  @Test
  void aCompressedAlgorithmIsFormerr() {
    var compressed = Packet.query("test", 1, 1).name("key");
    compressed.u16(RecordType.TSIG).u16(RecordClass.ANY).i32(0).u16(2 + 16).u16(0xc00c);
    compressed.u16(0).i32(0).u16(300).u16(0).u16(Packet.ID).u16(0).u16(0);
    ask(compressed);
    assertHeader(Rcode.FORMERR, 1, 0, 0);
  }

  @Test
  void aKeyNameThatDoesNotFitIntoTheAnswerIsLeftOut() {
    var owner = "a.".repeat(127);
    ask(Packet.query(owner, 1, 1).tsig(owner, owner));
    assertHeader(Header.TC | Rcode.NOTAUTH, 1, 0, 0);
  }

  @Test
  void countersTellTransportsAndRcodes() {
    ask(Packet.query("test", 1));
    ask(Packet.query("test", 1), Client.Transport.TCP, ServerSettings.DEFAULTS);
    ask(Packet.header(0, 0, 0, 0, 0));
    assertThat(counters.queries(Client.Transport.UDP)).isEqualTo(2);
    assertThat(counters.queries(Client.Transport.TCP)).isEqualTo(1);
    assertThat(counters.answers(Rcode.NOERROR)).isEqualTo(2);
    assertThat(counters.answers(Rcode.FORMERR)).isEqualTo(1);
    assertThat(counters.dropped()).isZero();
    assertThat(counters.truncated()).isZero();
  }
}
