package org.pharosdns.cli.gdnsd;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pharosdns.cli.check.ServerCheck;
import org.pharosdns.cli.control.CheckReport;

/// What steering files say of resources.
class SteeringLinesTest {
  private static final String HEAD = "@ SOA ns host 1 3600 600 86400 60\n@ NS ns.example.net.\n";

  @TempDir Path folder;

  private GdnsdImport.Result of(String config, String zone) throws Exception {
    Files.createDirectories(folder.resolve("zones"));
    Files.writeString(folder.resolve("zones").resolve("example.com"), zone);
    Files.writeString(folder.resolve("config"), config);
    return GdnsdImport.read(folder, null);
  }

  private CheckReport checked(GdnsdImport.Result result) throws Exception {
    var zones = Files.createDirectories(folder.resolve("out/zones"));
    for (var file : result.files().entrySet()) {
      Files.writeString(zones.resolve(file.getKey()), file.getValue());
    }
    var configuration =
        Files.writeString(folder.resolve("out/pharos.toml"), result.configuration());
    return new ServerCheck().check(configuration, List.of());
  }

  @Test
  void weightsAreScaledDownWhereTheyAreTooLarge() throws Exception {
    var result =
        of(
            """
            plugins => { weighted => { w => {
              a => [ 192.0.2.1, 1048575 ], b => [ 192.0.2.2, 524288 ], c => [ 192.0.2.3, 1 ]
            } } }
            """,
            HEAD + "w DYNA weighted!w\n");
    assertThat(result.files().get("example.com.toml"))
        .contains("\"192.0.2.1\" = 1000000\n\"192.0.2.2\" = 500000\n\"192.0.2.3\" = 1\n");
    assertThat(result.inexpressible())
        .singleElement()
        .asString()
        .contains("weights above 1000000 are scaled down");
    assertThat(checked(result).problems()).noneMatch(problem -> problem.isError());
  }

  @Test
  void aFeedForAnAliasIsListed() throws Exception {
    var result =
        of(
            """
            service_types => { ext => { plugin => extfile, file => /var/tmp/ext } }
            plugins => {
              weighted => { cn => { service_types => ext, a => [ a.example.net., 1 ] } }
              metafo => { resources => { m => {
                datacenters => [ x, y ], service_types => ext,
                dcmap => { x => 192.0.2.1, y => y.example.net. }
              } } }
            }
            """,
            HEAD + "cn DYNC weighted!cn\nm DYNC metafo!m\n");
    assertThat(result.inexpressible())
        .anyMatch(
            line ->
                line.endsWith(
                    "example.com:3: extfile for the CNAME a.example.net.: a feed takes addresses"
                        + " alone, so it counts as up"))
        .anyMatch(line -> line.contains("example.com:4: extfile for the CNAME y.example.net."));
    assertThat(result.files().get("example.com.toml"))
        .contains("[name.m]\ncheck = [\"ext\"]\n")
        .doesNotContain("[name.y-m]\ncheck");
    assertThat(checked(result).problems()).noneMatch(problem -> problem.isError());
  }
}
