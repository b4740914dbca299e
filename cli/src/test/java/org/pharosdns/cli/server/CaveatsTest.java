package org.pharosdns.cli.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pharosdns.cli.check.ServerCheck;
import org.pharosdns.cli.control.CheckReport;
import org.pharosdns.zone.model.Problem;

/// What `check` says of the ends of a promise.
class CaveatsTest {
  private static final String ZONE =
      """
      $TTL 60
      @     SOA   ns1 host 1 3600 600 86400 60
      @     NS    ns1
      @     NS    ns2
      @     NS    ns3
      @     NS    ns.elsewhere.net.
      ns1   A     127.0.0.1
      ns2   A     192.0.2.2
      ns3   A     192.0.2.3
      www   A     192.0.2.11
            HTTPS 1 . ipv4hint=192.0.2.11
      shop  CNAME shop.cdn.example.net.
      sorry CNAME sorry.example.net.
      """;
  private static final String STEERING =
      """
      [check.web]
      type = "tcp"
      port = 443
      [name.www]
      check = "web"
      backup = ["sorry"]
      [name.shop]
      check = "web"
      """;

  @TempDir Path folder;

  private CheckReport check(String zone, String steering, String configuration) {
    new ServerFolder(folder)
        .zone("example.zone", zone)
        .zone("example.toml", steering)
        .write("pharos.toml", configuration);
    return new ServerCheck().check(folder.resolve("pharos.toml"), List.of());
  }

  private static List<String> caveats(CheckReport report, String name) {
    return report.names().stream()
        .filter(each -> each.name().equals(name))
        .flatMap(each -> each.caveats().stream())
        .toList();
  }

  private static List<String> warnings(CheckReport report) {
    assertThat(report.hasErrors()).isFalse();
    return report.problems().stream().map(Problem::message).toList();
  }

  @Test
  void eachOtherNameserverOfAZoneWithBudgetsIsNamed() {
    var report =
        check(
            ZONE,
            STEERING,
            """
            [server]
            listen = ["127.0.0.1:5300"]
            [zone."example"]
            transfer = ["192.0.2.3"]
            """);
    assertThat(warnings(report))
        .allSatisfy(line -> assertThat(line).contains("no address of it is this server's"))
        .extracting(line -> line.split(" ", 2)[0])
        .containsExactlyInAnyOrder("ns2.example.", "ns3.example.", "ns.elsewhere.net.");
    assertThat(caveats(report, "www.example."))
        .anyMatch(
            line -> line.startsWith("ns2.example. is another nameserver: unless it is Pharos"))
        .anyMatch(
            line ->
                line.startsWith("ns3.example. may copy the zone: unless it is Pharos")
                    && line.endsWith("with TTLs of at most 51"))
        .anyMatch(line -> line.startsWith("ns.elsewhere.net. is another nameserver"))
        .noneMatch(line -> line.contains("ns1"));
  }

  @Test
  void everyAddressOfThisHostIsItsOwnWhereItListensOnAll() {
    var report = check(ZONE, STEERING, "[server]\nlisten = [\"0.0.0.0:53\"]\n");
    assertThat(warnings(report))
        .isNotEmpty()
        .noneMatch(line -> line.contains("ns1"))
        .anyMatch(line -> line.startsWith("ns.elsewhere.net. is a nameserver of this zone"));
  }

  @Test
  void theOnlyNameserverIsThisOne() {
    var alone = ZONE.replaceAll("@ +NS +ns[23.].*\n", "");
    assertThat(warnings(check(alone.replace("127.0.0.1", "192.0.2.1"), STEERING, ""))).isEmpty();
  }

  @Test
  void withoutABudgetNobodyIsSuspected() {
    var report = check(ZONE, "[name.www]\n", "");
    assertThat(warnings(report)).isEmpty();
    assertThat(caveats(report, "www.example."))
        .contains("nothing checks it: no lease, the zone's TTL, no promise");
  }

  @Test
  void whatAPromiseDoesNotCoverIsSaidOfEachName() {
    var report = check(ZONE, STEERING, "");
    assertThat(caveats(report, "www.example."))
        .anyMatch(line -> line.contains("a failure that its checks do not see"))
        .anyMatch(line -> line.contains("caches that raise TTLs or serve stale answers"))
        .anyMatch(line -> line.startsWith("tier sorry is unchecked"))
        .anyMatch(line -> line.startsWith("tier sorry is a CNAME: sorry.example.net."))
        .anyMatch(line -> line.startsWith("exhausted: every member for 10s (panic_ttl)"))
        .anyMatch(line -> line.startsWith("its HTTPS record comes with those address hints only"));
    assertThat(caveats(report, "shop.example."))
        .anyMatch(line -> line.startsWith("its check asks one address"));
  }

  @Test
  void aTierIsUncheckedForThoseTypesThatItAnswers() {
    var zone =
        ZONE
            + """
            both AAAA  2001:db8::11
                 A     192.0.2.12
            old  A     192.0.2.13
            """;
    var steering = "[check.web]\ntype = \"tcp\"\nport = 443\n[name.both]\ncheck = \"web\"\n";
    var report = check(zone, steering + "backup = [\"old\", \"sorry\"]\n", "");
    assertThat(report.names())
        .extracting(
            name -> name.type(),
            name -> name.caveats().stream().anyMatch(line -> line.startsWith("tier old is")),
            name -> name.caveats().stream().anyMatch(line -> line.startsWith("tier sorry is un")))
        .containsExactly(tuple("A", true, true), tuple("AAAA", false, true));
  }

  @Test
  void aBudgetThatIsTooSmallIsNotKept() {
    var steering =
        STEERING.replace(
            "[name.shop]\n", "failover_budget = \"8s\"\nenforce = \"warn\"\n[name.shop]\n");
    assertThat(caveats(check(ZONE, steering, ""), "www.example."))
        .anyMatch(line -> line.startsWith("the budget is too small for its checks"));
  }
}
