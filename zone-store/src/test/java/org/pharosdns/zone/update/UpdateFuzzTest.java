package org.pharosdns.zone.update;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pharosdns.dns.query.Client;
import org.pharosdns.dns.query.Draw;
import org.pharosdns.dns.query.Query;
import org.pharosdns.dns.query.QueryParser;
import org.pharosdns.dns.query.ReplyPath;
import org.pharosdns.dns.server.ZoneRequest;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.dns.wire.Rcode;
import org.pharosdns.dns.wire.RecordType;
import org.pharosdns.testkit.GeneratedInputs;
import org.pharosdns.zone.load.LoadLimits;
import org.pharosdns.zone.load.RdataText;
import org.pharosdns.zone.load.ZoneLoader;
import org.pharosdns.zone.model.ZoneContents;

/// Any message as an update: refused by RFC 2136, or a zone that still is one.
class UpdateFuzzTest {
  private static final ReplyPath NOWHERE =
      new ReplyPath() {
        @Override
        public void answer(byte[] message, int length) {}

        @Override
        public boolean send(byte[] message, int length) {
          return false;
        }

        @Override
        public void close() {}
      };

  private static final DnsName APEX = DnsName.parse("example.test");
  private static final DnsName KEY = DnsName.parse("ops");
  private static final UpdatePolicy POLICY =
      new UpdatePolicy(List.of(new UpdatePolicy.Rule(KEY, List.of(), Set.of())));

  private final Client client = new Client(Client.Transport.TCP, () -> NOWHERE);
  private final Query query = new Query(new Draw(1));
  private final ZoneContents zone;

  UpdateFuzzTest(@TempDir Path folder) throws IOException {
    var file = folder.resolve("example.test.zone");
    Files.writeString(
        file, UpdateScene.HEAD + "www A 192.0.2.1\nold TXT x\nalias CNAME www\nsub NS ns.sub\n");
    zone = Objects.requireNonNull(ZoneLoader.load(file, APEX, LoadLimits.DEFAULTS).contents());
  }

  @FuzzTest
  void anyMessage(byte[] input) throws RdataText.BadRdataException {
    if (QueryParser.parse(query, input, 0, input.length, client, 0) == QueryParser.PARSED) {
      apply(Objects.requireNonNull(ZoneRequest.of(query, null)));
    }
  }

  private void apply(ZoneRequest request) throws RdataText.BadRdataException {
    UpdateMessage message;
    try {
      message = UpdateMessage.read(request);
    } catch (UpdateException e) {
      assertThat(e.rcode()).isEqualTo(Rcode.FORMERR);
      return;
    }
    for (var record : message.updates()) {
      checkText(record);
    }
    var draft = new ZoneDraft(zone);
    try {
      Prerequisites.check(draft, message.prerequisites());
      new UpdateSection(draft, LoadLimits.DEFAULTS).apply(message.updates(), POLICY, KEY);
    } catch (UpdateException e) {
      assertThat(e.rcode()).isBetween(Rcode.FORMERR, Rcode.NOTZONE);
      return;
    }
    var after = draft.build();
    assertThat(after.find(APEX, RecordType.SOA)).isNotNull();
    assertThat(after.find(APEX, RecordType.NS)).isNotNull();
    for (var problem : ZoneLoader.validate(after, Path.of("zone"), LoadLimits.DEFAULTS)) {
      assertThat(problem.format()).isNotEmpty();
    }
  }

  /// What is taken over by an update will stand in the zone file one day.
  private static void checkText(UpdateRecord record) throws RdataText.BadRdataException {
    var rdata = record.rdata().octets();
    if (rdata.length > 0) {
      var text = RdataText.print(record.type(), rdata, APEX);
      assertThat(RdataText.read(record.type(), text, APEX)).as(text).isEqualTo(rdata);
    }
  }

  @Test
  void generatedMessages() {
    GeneratedInputs.of(UpdateFuzzTest.class, "anyMessage").feed(20_000, this::anyMessage);
  }
}
