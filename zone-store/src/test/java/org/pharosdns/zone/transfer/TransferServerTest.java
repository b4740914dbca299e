package org.pharosdns.zone.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pharosdns.dns.query.Client;
import org.pharosdns.dns.query.Draw;
import org.pharosdns.dns.query.Query;
import org.pharosdns.dns.query.QueryParser;
import org.pharosdns.dns.query.ReplyPath;
import org.pharosdns.dns.server.ZoneRequests.Admission;
import org.pharosdns.dns.tsig.TsigAlgorithm;
import org.pharosdns.dns.tsig.TsigKey;
import org.pharosdns.dns.tsig.TsigSigner;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.dns.wire.RecordType;
import org.pharosdns.zone.load.LoadLimits;
import org.pharosdns.zone.load.ZoneLoader;
import org.pharosdns.zone.model.FixedHeap;
import org.pharosdns.zone.model.HeapRoom;
import org.pharosdns.zone.model.Problem;
import org.pharosdns.zone.model.RRset;
import org.pharosdns.zone.model.ZoneContents;
import org.pharosdns.zone.model.ZoneContentsBuilder;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/// Copies of zones whose records are as large as they may be.
class TransferServerTest {
  private static final int MESSAGE_OCTETS = 65_535;
  private static final int HEADER_QUESTION_AND_OPT_OF_APEX = 12 + 4 + 11;
  private static final int POINTER_AND_FIXED = 2 + 10;
  private static final int LABEL_OF_OWNER = 4;

  @TempDir private Path folder = Path.of("");

  private final List<byte[]> answers = new ArrayList<>();
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile boolean onVirtualThread;

  private final ReplyPath path =
      new ReplyPath() {
        @Override
        public void answer(byte[] message, int length) {
          answers.add(Arrays.copyOf(message, length));
        }

        @Override
        public boolean send(byte[] message, int length) {
          answer(message, length);
          return true;
        }

        @Override
        public void close() {
          ended.countDown();
        }
      };

  private static TsigSigner signer() {
    var secret = "a secret of some length".getBytes(StandardCharsets.UTF_8);
    return TsigSigner.ofRequest(
        new TsigKey(DnsName.parse("backup"), TsigAlgorithm.HMAC_SHA256, secret), () -> 0);
  }

  /// Returns how long RDATA of `big` below `apex` may be in a message with OPT.
  private static int most(DnsName apex, int tsigOctets) {
    return MESSAGE_OCTETS
        - HEADER_QUESTION_AND_OPT_OF_APEX
        - apex.octets()
        - LABEL_OF_OWNER
        - POINTER_AND_FIXED
        - tsigOctets;
  }

  private ZoneContents zone(DnsName apex, int rdataOctets) throws IOException {
    var text =
        """
        @ 60 SOA ns host 1 2 3 4 5
        @ 60 NS ns
        ns 60 A 192.0.2.1
        big 60 TYPE65280 \\# %d (%s)
        """
            .formatted(rdataOctets, "ab\n".repeat(rdataOctets));
    var file = Files.writeString(folder.resolve("a.zone"), text);
    var result = ZoneLoader.load(file, apex, LoadLimits.DEFAULTS);
    assertThat(result.problems()).noneMatch(Problem::isError);
    return Objects.requireNonNull(result.contents());
  }

  /// Asks for a copy with EDNS, and waits for its end.
  private void copy(ZoneContents zone, @Nullable TsigSigner signer) throws Exception {
    var apex = new Name(zone.apex().wire());
    var question = Message.newQuery(Record.newRecord(apex, Type.AXFR, DClass.IN));
    question.addRecord(new OPTRecord(1232, 0, 0), Section.ADDITIONAL);
    var octets = question.toWire();
    var client = new Client(Client.Transport.TCP, () -> path);
    client.address(new byte[] {127, 0, 0, 1}, 0, 4);
    var query = new Query(new Draw(1));
    assertThat(QueryParser.parse(query, octets, 0, octets.length, client, 0))
        .isEqualTo(QueryParser.PARSED);
    var anybody = new AccessList(List.of(Network.parse("127.0.0.1")), Set.of());
    var copied = new TransferZone(zone, TransferZone.TtlCaps.NONE);
    Function<DnsName, @Nullable TransferZone> zones =
        any -> {
          onVirtualThread = Thread.currentThread().isVirtual();
          return copied;
        };
    try (var server = new TransferServer(any -> anybody, zones)) {
      assertThat(server.take(query, signer)).isEqualTo(Admission.TAKEN);
      assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  private List<String> copied() throws IOException {
    var records = new ArrayList<String>();
    for (var answer : answers) {
      for (var each : new Message(answer).getSection(Section.ANSWER)) {
        records.add(each.getName() + " " + Type.string(each.getType()));
      }
    }
    return records;
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0})
  void aRecordThatFitsBesideTheSignatureIsCopied(int beside) throws Exception {
    var apex = DnsName.parse("example.test");
    copy(zone(apex, most(apex, signer().octets()) + beside), signer());
    assertThat(copied())
        .containsExactly(
            "example.test. SOA",
            "example.test. NS",
            "ns.example.test. A",
            "big.example.test. TYPE65280",
            "example.test. SOA");
    assertThat(answers).anyMatch(answer -> answer.length == MESSAGE_OCTETS + beside);
  }

  /// RFC 5936 section 2.2.1: whoever cannot send the zone says so before the first record.
  @Test
  void oneOctetMoreIsServfailInsteadOfACopyThatBreaksOff() throws Exception {
    var apex = DnsName.parse("example.test");
    copy(zone(apex, most(apex, signer().octets()) + 1), signer());
    assertThat(answers).hasSize(1);
    var answer = new Message(answers.getFirst());
    assertThat(answer.getRcode()).isEqualTo(Rcode.SERVFAIL);
    assertThat(answer.getSection(Section.ANSWER)).isEmpty();
    assertThat(answer.getTSIG()).isNotNull();
  }

  @Test
  void aCopyForWhichThereIsNoMemoryIsServfail() throws Exception {
    var heap = FixedHeap.withFree(100 << 20);
    var apex = DnsName.parse("example.test");
    var zone = new ZoneContentsBuilder(apex, 0, new HeapRoom(heap));
    var soa = new byte[22];
    zone.add(List.of(new RRset(apex, RecordType.SOA, 60, List.of(soa))));
    for (var i = 0; i < 100_000; i++) {
      var owner = DnsName.parse("host" + i, apex);
      zone.add(List.of(new RRset(owner, RecordType.A, 60, List.of(new byte[4]))));
    }
    var contents = zone.build();
    contents.pack();
    System.gc();
    heap.fill();
    copy(contents, signer());
    assertThat(answers).hasSize(1);
    var answer = new Message(answers.getFirst());
    assertThat(answer.getRcode()).isEqualTo(Rcode.SERVFAIL);
    assertThat(answer.getTSIG()).isNotNull();
  }

  /// Probes run on virtual threads, and a copy is work that those are not interrupted for.
  @Test
  void aCopyKeepsNoVirtualThreadWaiting() throws Exception {
    copy(zone(DnsName.parse("example.test"), 10), null);
    assertThat(onVirtualThread).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"example.test", "."})
  void withoutASignatureWhateverLoadsIsCopied(String name) throws Exception {
    var apex = DnsName.parse(name);
    copy(zone(apex, MESSAGE_OCTETS - 12 - 11 - 4 - 12 - LABEL_OF_OWNER - apex.octets()), null);
    assertThat(copied()).hasSize(5);
  }
}
