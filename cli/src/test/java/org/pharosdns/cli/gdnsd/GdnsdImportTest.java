package org.pharosdns.cli.gdnsd;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pharosdns.cli.check.ServerCheck;

/// What becomes of a configuration of gdnsd.
class GdnsdImportTest {
  @TempDir Path folder;

  private GdnsdImport.Result result() throws Exception {
    return GdnsdImport.read(GdnsdFolder.write(folder, 53), null);
  }

  private String zone() throws Exception {
    return result().files().getOrDefault("example.com.zone", "");
  }

  private String steering() throws Exception {
    return result().files().getOrDefault("example.com.toml", "");
  }

  @Test
  void dynamicRecordsBecomeAddressesAndTiersNamesOfTheirOwn() throws Exception {
    assertThat(zone())
        .contains("fix\t300\tA\t192.0.2.1\n")
        .contains("fixed\t300\tCNAME\twww.example.net.\n")
        .contains(
            """
            web\t300\tA\t192.0.2.11
            \t300\tA\t192.0.2.12
            \t300\tAAAA\t2001:db8::11
                TXT "the name above"
            """)
        .contains("pair\tA\t192.0.2.21\n")
        .contains("secondary-pair.example.com.\tA\t192.0.2.22\n")
        .contains("dc3-far.example.com.\t60\tCNAME\tlast.example.net.\n")
        .contains("; DYNA in a comment");
  }

  @Test
  void pluginsBecomeSteering() throws Exception {
    assertThat(steering())
        .contains("[check.open]\ntype = \"up\"\n")
        .contains("[name.web]\ncheck = [\"open\"]\nmin_healthy = \"50%\"\non_low = \"open\"\n")
        .contains("[name.pair]\ncheck = [\"open\"]\nbackup = [\"secondary-pair\"]\n")
        .contains("[name.sum]\nselect = \"weighted\"\n")
        .contains("\"192.0.2.31\" = 99\n")
        .contains("[name.sets]\nselect = \"weighted-multi\"\ngroups = \"one-group\"\n")
        .contains("[name.sets.member.\"192.0.2.43\"]\ngroup = \"two\"\n")
        .contains("backup = [\"dc2-far\", \"dc3-far\"]\n");
  }

  @Test
  void whatComesOutIsSound() throws Exception {
    var zones = Files.createDirectories(folder.resolve("out/zones"));
    for (var file : result().files().entrySet()) {
      Files.writeString(zones.resolve(file.getKey()), file.getValue());
    }
    var configuration = Files.writeString(folder.resolve("out/pharos.toml"), "");
    var report = new ServerCheck().check(configuration, List.of());
    assertThat(report.problems()).noneMatch(problem -> problem.isError());
    assertThat(report.zones()).isEqualTo(1);
    assertThat(report.names()).isNotEmpty();
  }

  @Test
  void whatCannotBeSaidIsListedWithItsPlace() throws Exception {
    GdnsdFolder.write(folder, 53);
    Files.writeString(
        folder.resolve("zones/example.org"),
        "@ SOA ns host 1 2 3 4 5\n@ NS ns.example.com.\nme DYNA reflect\nno DYNA multifo!nope\n");
    var result = GdnsdImport.read(folder, null);
    assertThat(result.inexpressible())
        .anyMatch(
            line ->
                line.endsWith("example.org:3: nothing here answers like the plugin \"reflect\""))
        .anyMatch(line -> line.endsWith("example.org:4: there is no resource \"nope\" of multifo"))
        .anyMatch(line -> line.contains("example.com:7: the lower TTL"));
    assertThat(result.files().get("example.org.zone")).contains("; not converted: me DYNA reflect");
  }

  @Test
  void addressesOfAFamilyThatTheFirstTierHasNotAreListed() throws Exception {
    assertThat(result().inexpressible())
        .filteredOn(line -> line.contains("the first tier has none"))
        .singleElement()
        .asString()
        .endsWith("example.com:12: AAAA of dc2: the first tier has none, so none is answered");
  }

  @Test
  void serviceTypesBecomeChecks() throws Exception {
    Files.writeString(
        folder.resolve("config"),
        """
        service_types => {
          web => { plugin => http_status, port => 8080, url_path => /ok, vhost => a.example,
                   ok_codes => [ 200, 301 ], interval => 8, down_thresh => 4, up_thresh => 6 }
          port => { plugin => tcp_connect, port => 25, timeout => 3 }
        }
        plugins => { multifo => { m => { service_types => [ web, port ], a => 192.0.2.1 } } }
        """);
    Files.createDirectories(folder.resolve("zones"));
    Files.writeString(folder.resolve("zones/example.org"), "m DYNA multifo!m\n");
    assertThat(GdnsdImport.read(folder, null).files().get("example.org.toml"))
        .contains(
            """
            [check.web]
            type = "http"
            port = 8080
            path = "/ok"
            host = "a.example"
            status = ["200", "301"]
            interval = "8s"
            timeout = "4s"
            fall = 4
            rise = 6
            """)
        .contains("[check.port]\ntype = \"tcp\"\nport = 25\ninterval = \"10s\"\ntimeout = \"3s\"\n")
        .contains("check = [\"web\", \"port\"]");
  }

  @Test
  void forcedStatesBecomeCommands() throws Exception {
    var state = GdnsdFolder.write(folder, 53).resolve("state/admin_state");
    Files.writeString(
        state,
        """
        192.0.2.1* => DOWN
        2001:db8::11/open => UP/30
        192.0.2.12/* => DOWN
        metafo/far/dc2 => DOWN
        web => UP
        """);
    var result = result();
    assertThat(result.commands())
        .anyMatch(line -> line.startsWith("pharos up '2001:db8::11' "))
        .anyMatch(line -> line.startsWith("pharos down '192.0.2.12' "))
        .anyMatch(line -> line.startsWith("pharos down 'dc2-far.example.com.' "));
    assertThat(result.inexpressible())
        .anyMatch(line -> line.contains("admin_state:2: the TTL"))
        .anyMatch(line -> line.endsWith("\"web\" names no address and no tier of a name"));
  }
}
