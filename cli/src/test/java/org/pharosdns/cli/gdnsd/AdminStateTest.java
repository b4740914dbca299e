package org.pharosdns.cli.gdnsd;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What becomes of gdnsd's forced states: commands for exactly those members that were meant.
class AdminStateTest {
  private static final String ZONE =
      """
      @ SOA ns host 1 3600 600 86400 60
      web DYNA multifo!web
      mail DYNA multifo!mail
      both DYNA multifo!both
      plain DYNA multifo!plain
      far DYNC metafo!far
      jp DYNA metafo!far/dc-jp
      world DYNA geoip!world
      """;

  private static final String CONFIG =
      """
      service_types => {
        http => { plugin => http_status }
        smtp => { plugin => tcp_connect, port => 25 }
      }
      plugins => {
        multifo => {
          web => { service_types => http, a => 192.0.2.1, b => 192.0.2.2, c => 192.0.2.3 }
          mail => { service_types => smtp, a => 192.0.2.1, b => 192.0.2.4, c => 192.0.2.5 }
          both => { service_types => [ http, smtp ], a => 192.0.2.6, b => 192.0.2.7 }
          plain => { a => 192.0.2.8, b => 192.0.2.9 }
        }
        metafo => { resources => { far => {
          datacenters => [ dc-us, dc-jp ]
          service_types => http
          dcmap => { dc-us => { a => 192.0.2.21, b => 192.0.2.22 }, dc-jp => 192.0.2.31 }
        } } }
        geoip => {
          maps => { places => { datacenters => [ dc-jp, dc-eu ] } }
          resources => { world => {
            map => places, dcmap => { dc-jp => 192.0.2.41, dc-eu => 192.0.2.42 }
          } }
        }
      }
      """;

  @TempDir Path folder;

  private GdnsdImport.Result forced(String adminState) throws Exception {
    Files.createDirectories(folder.resolve("zones"));
    Files.writeString(folder.resolve("zones/example.com"), ZONE);
    Files.writeString(folder.resolve("config"), CONFIG);
    Files.writeString(folder.resolve("admin_state"), adminState);
    return GdnsdImport.read(folder, null);
  }

  private static String command(String state, String what) {
    return "pharos %s '%s' --reason \"from gdnsd's admin_state\"".formatted(state, what);
  }

  private static String emptying(String what) {
    return "pharos down '%s' --allow-empty --reason \"from gdnsd's admin_state\"".formatted(what);
  }

  @Test
  void aWildcardBeforeADatacenterMeansTheDatacentersOfThatNameAlone() throws Exception {
    var result = forced("*/dc-jp => DOWN\n");
    assertThat(result.commands())
        .containsExactlyInAnyOrder(
            emptying("dc-jp-far.example.com."), emptying("world.example.com."));
    assertThat(result.inexpressible())
        .singleElement()
        .asString()
        .endsWith(
            "admin_state:1: \"*/dc-jp\": nothing would be left of jp.example.com. for some, whom"
                + " gdnsd answers all the same; nothing is forced there");
  }

  @Test
  void aLaterLineIsAnException() throws Exception {
    assertThat(forced("*/dc-jp => DOWN\nmetafo/far/dc-jp => UP\n").commands())
        .containsExactlyInAnyOrder(
            command("up", "dc-jp-far.example.com."),
            command("up", "jp.example.com."),
            emptying("world.example.com."));
  }

  @Test
  void aDatacenterOfAMapIsOneOfEachResourceThatUsesTheMap() throws Exception {
    assertThat(forced("geoip/places/dc-jp => DOWN\n").commands())
        .containsExactly(emptying("world.example.com."));
    assertThat(forced("geoip/world/dc-jp => UP\ngeoip/places/* => DOWN\n").commands())
        .containsExactlyInAnyOrder(
            command("up", "world.example.com."), emptying("dc-eu-world.example.com."));
  }

  @Test
  void aWildcardBeforeAServiceTypeMeansThoseWhomItJudges() throws Exception {
    assertThat(forced("*/smtp => UP\n192.0.2.4/smtp => DOWN\n").commands())
        .containsExactlyInAnyOrder(
            command("up", "mail.example.com./192.0.2.1"),
            command("down", "192.0.2.4"),
            command("up", "192.0.2.5"));
  }

  @Test
  void anAddressIsForcedWhereItsServiceTypeJudgesIt() throws Exception {
    assertThat(forced("192.0.2.1/http => DOWN\n").commands())
        .containsExactly(command("down", "web.example.com./192.0.2.1"));
    assertThat(forced("192.0.2.1/* => DOWN\n").commands())
        .containsExactly(command("down", "192.0.2.1"));
    assertThat(forced("192.0.2.2/http => DOWN\n").commands())
        .containsExactly(command("down", "192.0.2.2"));
  }

  @Test
  void downForOneOfSeveralServiceTypesIsDownAndUpIsNot() throws Exception {
    assertThat(forced("192.0.2.6/smtp => DOWN\n").commands())
        .containsExactly(command("down", "192.0.2.6"));
    var up = forced("192.0.2.6/smtp => UP\n");
    assertThat(up.commands()).isEmpty();
    assertThat(up.inexpressible())
        .singleElement()
        .asString()
        .endsWith(
            "admin_state:1: \"192.0.2.6/smtp\": 192.0.2.6 of both.example.com. has other service"
                + " types too, which would be forced with it; nothing is forced there");
  }

  @Test
  void whatWouldLeaveNobodyIsNotForced() throws Exception {
    var result = forced("* => DOWN\n");
    assertThat(result.commands()).isEmpty();
    assertThat(result.inexpressible())
        .anyMatch(line -> line.contains("\"*\": nothing would be left of web.example.com."))
        .anyMatch(line -> line.contains("nothing would be left of far.example.com."))
        .anyMatch(line -> line.contains("plain.example.com. is not steered"));
    assertThat(forced("*/http => DOWN\n").commands()).isEmpty();
  }

  @Test
  void upForADatacenterOfSeveralAddressesSaysWhatItForces() throws Exception {
    var result = forced("metafo/far/dc-us => UP\n");
    assertThat(result.commands()).containsExactly(command("up", "far.example.com."));
    assertThat(result.inexpressible())
        .singleElement()
        .asString()
        .endsWith(
            "admin_state:1: \"metafo/far/dc-us\": each address of far.example.com. is up here, also"
                + " those whose checks fail");
  }

  @Test
  void whatMeansNothingIsListed() throws Exception {
    var result = forced("192.0.2.8/http => DOWN\nweb => UP\n192.0.2.1/http => MAYBE\n");
    assertThat(result.commands()).isEmpty();
    assertThat(result.inexpressible())
        .anyMatch(
            line -> line.endsWith("\"192.0.2.8/http\" names no address and no tier of a name"))
        .anyMatch(line -> line.endsWith("\"web\" names no address and no tier of a name"))
        .anyMatch(line -> line.endsWith("admin_state:3: \"MAYBE\" is neither UP nor DOWN"));
  }
}
