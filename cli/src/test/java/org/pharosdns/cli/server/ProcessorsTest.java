package org.pharosdns.cli.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.pharosdns.cli.config.TapSection;
import org.pharosdns.cli.tap.Taps;
import org.pharosdns.dns.query.Client;
import org.pharosdns.dns.server.Policing;
import org.pharosdns.dns.server.QueryProcessor;
import org.pharosdns.dns.server.ServerSettings;
import org.pharosdns.dns.server.ZoneRequests;
import org.pharosdns.dns.tsig.TsigVerifier;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/// The processors of the event loops draw independently of each other.
class ProcessorsTest {
  private static final int DRAWS = 1000;

  private final Set<Long> drawn = new HashSet<>();

  private Processors processors() throws IOException {
    return new Processors(
        () -> (query, writer) -> drawn.add(query.draw().bits()),
        ServerSettings.DEFAULTS,
        Policing.NONE,
        TsigVerifier.NONE,
        ZoneRequests.NONE,
        Taps.open(
            new TapSection(null, null), null, () -> 1, InstantSource.system(), System::nanoTime));
  }

  private static void ask(QueryProcessor processor) {
    var question = Record.newRecord(Name.fromConstantString("www.example."), Type.A, DClass.IN);
    var octets = Message.newQuery(question).toWire();
    var out = new byte[QueryProcessor.MAX_ANSWER_OCTETS];
    processor.process(octets, 0, octets.length, new Client(Client.Transport.UDP), 0, out, 0);
  }

  /// Neither does one draw what another drew before: their seeds are not next to each other.
  @Test
  void noTwoDrawTheSameNumbers() throws Exception {
    var loops = 8;
    var all = processors();
    var each = all.get();
    for (var loop = 0; loop < loops; loop++) {
      for (var i = 0; i < DRAWS; i++) {
        ask(each);
      }
      each = all.get();
    }
    assertThat(drawn).hasSize(loops * DRAWS);
  }

  @Test
  void theNextStartDrawsOthers() throws Exception {
    ask(processors().get());
    ask(processors().get());
    assertThat(drawn).hasSize(2);
  }
}
