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
        .contains("secondary-pair.example.com.\t600\tA\t192.0.2.22\n")
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
        .contains("\"192.0.2.31\" = 3\n")
        .contains("[name.sets]\nselect = \"weighted-multi\"\ngroups = \"one-group\"\n")
        .contains("[name.sets.member.\"192.0.2.43\"]\ngroup = \"two\"\n")
        .contains("backup = [\"dc2-far\", \"dc3-far\"]\n");
  }

  @Test
  void mapsBecomeRules() throws Exception {
    assertThat(steering())
        .contains(
            """
            [name.world]
            check = ["open"]
            backup = ["b-world", "c-world"]

            [[name.world.rule]]
            geo = ["EU"]
            tiers = ["b-world", "world"]
            fenced = true

            [[name.world.rule]]
            subnets = ["10.0.0.0/8"]
            geo = ["FR"]
            tiers = ["c-world"]
            fenced = true

            [[name.world.rule]]
            geo = ["NA"]
            tiers = ["world", "c-world"]
            fenced = true

            [[name.world.rule]]
            subnets = ["10.66.0.0/16"]
            tiers = ["b-world", "c-world"]
            fenced = true
            """)
        .contains("[name.second]\nbackup = [\"c-second\"]\n")
        .contains("geo = [\"EU\"]\ntiers = [\"a-second\"]\nfenced = true\n");
    assertThat(zone()).contains("a-second.example.com.\t300\tA\t192.0.2.64\n");
    assertThat(result().configuration()).contains("geo_database = \"" + folder + "/geoip/places");
  }

  private GdnsdImport.Result mapped(String map) throws Exception {
    GdnsdFolder.write(folder, 53);
    Files.writeString(
        folder.resolve("config"),
        """
        plugins => { geoip => {
          maps => { m => {
            datacenters => [ a, b ]
            %s
          } }
          resources => { r => { map => m, dcmap => { a => 192.0.2.1, b => 192.0.2.2 } } }
        } }
        """
            .formatted(map));
    Files.writeString(folder.resolve("zones/example.com"), "r DYNA geoip!r\n");
    return GdnsdImport.read(folder, null);
  }

  @Test
  void whatAMapCannotSayIsListedWithItsPlace() throws Exception {
    var result =
        mapped(
            """
            geoip2_db => places.mmdb
            auto_dc_coords => { a => [ 38.9, -77 ], b => [ 50.1, 8.7 ] }
            ignore_ecs => true
            map => {
              EU => {
                DE => { default => b, BE => a }
                SA => b
              }
              NA => auto
              AS => []
            }
            nets => { 10.0.0.0/8 => b, 10.0.0.1/8 => a, ::c000:200/120 => b }
            """);
    assertThat(result.inexpressible())
        .anyMatch(line -> line.contains("config:5: auto_dc_coords: distances are not known here"))
        .anyMatch(line -> line.contains("config:6: ignore_ecs"))
        .anyMatch(
            line ->
                line.endsWith("config:9: \"BE\" in DE: places are continents and countries here"))
        .anyMatch(line -> line.endsWith("config:12: \"auto\" for NA: distances are not known here"))
        .anyMatch(line -> line.contains("config:13: no datacenter for AS"))
        .anyMatch(line -> line.contains("config:15: \"10.0.0.1/8\" has bits behind its prefix"))
        .anyMatch(line -> line.contains("config:15: nets beside places"));
    assertThat(result.files().get("example.com.toml"))
        .contains("geo = [\"DE\", \"country:SA\"]\n")
        .contains("subnets = [\"10.0.0.0/8\", \"192.0.2.0/24\"]\n");
  }

  @Test
  void netsMayStandInAFile() throws Exception {
    Files.createDirectories(folder.resolve("geoip"));
    Files.writeString(folder.resolve("geoip/mine"), "10.0.0.0/8 => [ b, a ]\n");
    var result = mapped("nets => mine");
    assertThat(result.files().get("example.com.toml"))
        .contains("subnets = [\"10.0.0.0/8\"]\ntiers = [\"b-r\", \"r\"]\nfenced = true\n");
    assertThat(result.inexpressible()).isEmpty();
    assertThat(result.configuration()).doesNotContain("geo_database");
  }

  @Test
  void withoutItsDatabaseAMapHasNoPlaces() throws Exception {
    var result = mapped("geoip2_db => missing.mmdb, map => { EU => b }");
    assertThat(result.files().get("example.com.toml")).doesNotContain("geo");
    assertThat(result.inexpressible())
        .singleElement()
        .asString()
        .contains("config:4: the places of this map: there is no file ");
  }

  @Test
  void whatComesOutIsSound() throws Exception {
    var zones = Files.createDirectories(folder.resolve("out/zones"));
    for (var file : result().files().entrySet()) {
      Files.writeString(zones.resolve(file.getKey()), file.getValue());
    }
    var configuration =
        Files.writeString(folder.resolve("out/pharos.toml"), result().configuration());
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
          mine => { plugin => extmon, cmd => [ /bin/probe, "-a", "%%ITEM%%" ], direct => true }
        }
        plugins => { multifo => { m => { service_types => [ web, port, mine ], a => 192.0.2.1 } } }
        """);
    Files.createDirectories(folder.resolve("zones"));
    Files.writeString(folder.resolve("zones/example.org"), "m DYNA multifo!m\n");
    var result = GdnsdImport.read(folder, null);
    assertThat(result.configuration()).contains("allow_exec = true\n");
    assertThat(result.files().get("example.org.toml"))
        .contains(
            """
            [check.mine]
            type = "exec"
            command = ["/bin/probe", "-a", "{address}"]
            interval = "10s"
            timeout = "5s"
            fall = 1
            rise = 1
            """)
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
            leaky = { ok_run = 10 }
            """)
        .contains("[check.port]\ntype = \"tcp\"\nport = 25\ninterval = \"10s\"\ntimeout = \"3s\"\n")
        .contains("check = [\"web\", \"port\", \"mine\"]");
  }

  @Test
  void forcedStatesBecomeCommands() throws Exception {
    var state = GdnsdFolder.write(folder, 53).resolve("state/admin_state");
    Files.writeString(
        state,
        """
        192.0.2.1* => DOWN
        192.0.2.11/open => UP
        2001:db8::11/open => UP/30
        metafo/far/dc2 => DOWN
        geoip/*/a => DOWN
        web => UP
        """);
    var result = result();
    assertThat(result.commands())
        .anyMatch(line -> line.startsWith("pharos up 'web.example.com./192.0.2.11' "))
        .anyMatch(line -> line.startsWith("pharos down 'web.example.com./192.0.2.12' "))
        .anyMatch(line -> line.startsWith("pharos up 'web.example.com./2001:db8::11' "))
        .anyMatch(line -> line.startsWith("pharos down 'dc2-far.example.com.' "))
        .anyMatch(line -> line.startsWith("pharos down 'world.example.com.' "))
        .noneMatch(line -> line.contains("second") || line.contains("b-"));
    assertThat(result.inexpressible())
        .anyMatch(line -> line.contains("admin_state:3: the TTL"))
        .anyMatch(line -> line.contains("nothing would be left of second.example.com."))
        .anyMatch(line -> line.endsWith("\"web\" names no address and no tier of a name"));
  }
}
