package org.pharosdns.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.pharosdns.dns.query.Client;
import org.pharosdns.dns.query.Draw;
import org.pharosdns.dns.server.QueryCounters;
import org.pharosdns.dns.server.QueryProcessor;
import org.pharosdns.dns.server.ServerSettings;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.zone.compile.CompiledZone;
import org.pharosdns.zone.load.LoadLimits;
import org.pharosdns.zone.load.ZoneLoader;
import org.pharosdns.zone.model.Problem;
import org.pharosdns.zone.serve.ServedZone;
import org.pharosdns.zone.serve.ZoneStore;

/// Zones served in process, without sockets: octets in, octets out. Nothing rotates.
public final class Serving {
  /// SOA, NS and the address of the server, in front of every zone here.
  private static final String HEAD =
      """
      $TTL 60
      @ 3600 SOA ns1 host 1 3600 600 86400 300
      @ 3600 NS ns1
      ns1 3600 A 192.0.2.53
      """;

  private static final ServerSettings SETTINGS =
      new ServerSettings(1232, "lighthouse", "1.0", false, 16);

  private final List<ServedZone> zones = new ArrayList<>();
  private final ZoneStore store = new ZoneStore();
  private final QueryProcessor processor;

  private Serving(ServerSettings settings) {
    processor = new QueryProcessor(store, settings, new QueryCounters(), new Draw(1));
  }

  /// Returns a server of no zone yet.
  public static Serving with(ServerSettings settings) {
    return new Serving(settings);
  }

  /// Returns a server of the zone `apex` with an SOA (MINIMUM 300), one NS, and `records` as a
  /// master file with a TTL of 60.
  public static Serving zone(String apex, String records) {
    return new Serving(SETTINGS).and(apex, records);
  }

  /// Serves that zone too, and returns this.
  public Serving and(String apex, String records) {
    return andFile(apex, HEAD + records);
  }

  /// Serves the zone whose whole master file is `text` too, and returns this.
  public Serving andFile(String apex, String text) {
    try {
      var file = Files.createTempFile("conformance", ".zone");
      try {
        Files.writeString(file, text);
        var result = ZoneLoader.load(file, DnsName.parse(apex), LoadLimits.DEFAULTS);
        assertThat(result.problems()).noneMatch(Problem::isError);
        var contents = Objects.requireNonNull(result.contents());
        zones.add(new ServedZone(CompiledZone.compile(contents, List.of()), List.of()));
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    store.publish(zones);
    return this;
  }

  /// Returns the reply to the plain question `NAME TYPE` over UDP.
  public Reply ask(String question) {
    return ask(Ask.of(question));
  }

  /// Returns the reply; it must be well-formed and echo ID and question.
  public Reply ask(Ask ask) {
    var reply = ReplyDecoder.decode(raw(ask.octets(4711), ask.tcp()), true);
    assertThat(reply.id()).isEqualTo(4711);
    return reply;
  }

  /// Returns the reply to any octets; empty where there is none.
  public byte[] raw(byte[] message, boolean tcp) {
    var client = new Client(tcp ? Client.Transport.TCP : Client.Transport.UDP);
    client.address(new byte[] {127, 0, 0, 1}, 0, 4);
    var out = new byte[QueryProcessor.MAX_ANSWER_OCTETS];
    var length = processor.process(message, 0, message.length, client, 0, out, 0);
    return Arrays.copyOf(out, length);
  }
}
