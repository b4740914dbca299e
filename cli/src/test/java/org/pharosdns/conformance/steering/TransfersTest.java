package org.pharosdns.conformance.steering;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.TSIG;
import org.xbill.DNS.Type;
import org.xbill.DNS.ZoneTransferIn;

/// A server that copies a zone probes nothing: it gets every address, for no longer than fresh
/// evidence is good for.
class TransfersTest {
  private static final String APEX =
      "$TTL 300\n@ SOA ns host 1 3600 600 86400 60\n@ NS ns\nns A 127.0.0.1\n";

  private static final String SETTINGS = "[zone.\"copied\"]\ntransfer = [\"127.0.0.1\"]\n";

  private static final String WWW =
      "[name.www]\ncheck = \"web\"\ntypes = [\"A\"]\nfailover_budget = \"9s\"\n";

  @TempDir Path folder;

  /// @param steering the rest of the entry of `www`, and others
  private static void serve(LiveServer server, String records, String steering) throws Exception {
    server.write("zones/copied.zone", APEX + records);
    server.write("zones/copied.toml", Checks.web() + WWW + steering);
    server.start();
  }

  /// Returns the records of a copy that are of one of `types`, as `NAME TTL TYPE RDATA`.
  private static List<String> copy(LiveServer server, Integer... types) throws Exception {
    TSIG unsigned = null;
    var transfer =
        ZoneTransferIn.newAXFR(Name.fromConstantString("copied."), server.address(), unsigned);
    transfer.run();
    return transfer.getAXFR().stream()
        .filter(record -> List.of(types).contains(record.getType()))
        .map(TransfersTest::text)
        .toList();
  }

  private static String text(Record record) {
    return record.getName().getLabelString(0)
        + " "
        + record.getTTL()
        + " "
        + Type.string(record.getType())
        + " "
        + record.rdataToString();
  }

  @Test
  void aCopyHoldsSteeredRecordsForTheFreshTtlAtMostWhateverTheVerdictsAre() throws Exception {
    try (var server = LiveServer.in(folder, SETTINGS)) {
      var up = server.endpoint(Behaviour.PASS);
      var down = server.endpoint(Behaviour.REFUSE);
      serve(
          server,
          """
              www     A     %s
              www     A     %s
              www     AAAA  2001:db8::1
              short 3 A     %s
              backup  A     192.0.2.9
              sure    A     192.0.2.10
              plain   A     192.0.2.11
              """
              .formatted(up, down, up),
          """
              backup = ["backup"]
              [name.short]
              check = "web"
              [check.always]
              type = "up"
              [name.sure]
              check = "always"
              """);
      assertThat(copy(server, Type.A, Type.AAAA))
          .containsExactlyInAnyOrder(
              "backup 300 A 192.0.2.9",
              "ns 300 A 127.0.0.1",
              "plain 300 A 192.0.2.11",
              "short 3 A " + up,
              "sure 300 A 192.0.2.10",
              "www 300 AAAA 2001:db8:0:0:0:0:0:1",
              "www 7 A " + up,
              "www 7 A " + down);
    }
  }

  @Test
  void whatFollowsOrHintsAtSteeredNamesIsHeldForNoLongerThanThey() throws Exception {
    try (var server = LiveServer.in(folder, SETTINGS)) {
      var up = server.endpoint(Behaviour.PASS);
      serve(
          server,
          """
              www     A     %s
              www     HTTPS 1 . ipv4hint=%s
              other   HTTPS 1 . ipv4hint=192.0.2.9
              service SRV   0 0 80 www
              loose   SRV   0 0 80 www
              """
              .formatted(up, up),
          """
              [name.service]
              follow = "targets"
              """);
      assertThat(copy(server, Type.HTTPS, Type.SRV))
          .containsExactlyInAnyOrder(
              "www 7 HTTPS 1 . ipv4hint=" + up,
              "other 300 HTTPS 1 . ipv4hint=192.0.2.9",
              "service 7 SRV 0 0 80 www.copied.",
              "loose 300 SRV 0 0 80 www.copied.");
    }
  }
}
