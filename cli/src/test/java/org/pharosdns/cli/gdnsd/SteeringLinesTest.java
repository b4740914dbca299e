package org.pharosdns.cli.gdnsd;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What steering files say of resources.
class SteeringLinesTest {
  @TempDir Path folder;

  private GdnsdImport.Result of(String config, String zone) throws Exception {
    return GdnsdFolder.imported(folder, config, "example.com", zone);
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
            GdnsdFolder.HEAD + "w DYNA weighted!w\n");
    assertThat(result.files().get("example.com.toml"))
        .contains("\"192.0.2.1\" = 1000000\n\"192.0.2.2\" = 500000\n\"192.0.2.3\" = 1\n");
    assertThat(result.inexpressible())
        .singleElement()
        .asString()
        .contains("weights above 1000000 are scaled down");
    assertThat(GdnsdFolder.checked(folder, result).problems())
        .noneMatch(problem -> problem.isError());
  }

  @Test
  void aFeedForAnAliasIsListed() throws Exception {
    var result =
        of(
            """
            service_types => { ext => { plugin => extfile, file => /srv/ext } }
            plugins => {
              weighted => { cn => { service_types => ext, a => [ a.example.net., 1 ] } }
              metafo => { resources => { m => {
                datacenters => [ x, y ], service_types => ext,
                dcmap => { x => 192.0.2.1, y => y.example.net. }
              } } }
            }
            """,
            GdnsdFolder.HEAD + "cn DYNC weighted!cn\nm DYNC metafo!m\n");
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
    assertThat(GdnsdFolder.checked(folder, result).problems())
        .noneMatch(problem -> problem.isError());
  }
}
