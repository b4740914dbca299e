package org.pharosdns.cli.gdnsd;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What becomes of gdnsd's zone files: files that load, and say the same.
class ZoneConversionTest {
  @TempDir Path folder;

  private GdnsdImport.Result of(String config, String name, String zone) throws Exception {
    return GdnsdFolder.imported(folder, config, name, zone);
  }

  private String zone(String text) throws Exception {
    return of("", "example.com", text).files().getOrDefault("example.com.zone", "");
  }

  @Test
  void namesOfZoneAndFileAreReplacedAsWholeNamesAndLastLabelsAlone() throws Exception {
    assertThat(
            zone(
                """
                $TTL 60
                @Z NS ns.@F ; not @F
                www.@z CNAME @f
                x MX 10 a.@Zoo
                """))
        .isEqualTo(
            """
            $TTL 60
            example.com. NS ns.example.com. ; not @F
            www.example.com. CNAME example.com.
            x MX 10 a.@Zoo
            """);
    assertThat(zone("$ORIGIN sub.@Z\nwww A 192.0.2.1\n")).contains("$ORIGIN sub.example.com.\n");
  }

  @Test
  void textIsLeftAsItIs() throws Exception {
    var text =
        """
        $TTL 60
        _dmarc TXT "v=DMARC1; rua=mailto:d@Firma.de" "@F" @F
        txt TXT ( "a ( @Z"
         @Z )
        \\@F A 192.0.2.1
        a\\.@F A 192.0.2.1
        """;
    assertThat(zone(text)).isEqualTo(text);
  }

  @Test
  void theDefaultTtlOfAllZonesIsWritten() throws Exception {
    assertThat(zone("; head\nwww A 192.0.2.1\n$TTL 60\n"))
        .isEqualTo("$TTL 86400\n; head\nwww A 192.0.2.1\n$TTL 60\n");
    assertThat(
            of("options => { zones_default_ttl => 300 }", "example.com", "www A 192.0.2.1\n")
                .files()
                .get("example.com.zone"))
        .isEqualTo("$TTL 300\nwww A 192.0.2.1\n");
    assertThat(zone("; head\n$ttl 60\nwww A 192.0.2.1\n")).startsWith("; head\n$ttl 60\n");
  }

  @Test
  void parenthesesJoinTheLinesOfADynamicRecordToo() throws Exception {
    var plugins = "plugins => { static => { one => 192.0.2.1 } }";
    var dynamic =
        """
        $TTL 60
        a DYNA ( static!one )
        b( 30 ; (
          DYNA static!one
        ) ; the end
        c DYNA (
         ; not static!two
         static!one)
        """;
    assertThat(of(plugins, "example.com", dynamic).files().get("example.com.zone"))
        .isEqualTo(
            """
            $TTL 60
            a\tA\t192.0.2.1
            b\t30\tA\t192.0.2.1
            c\tA\t192.0.2.1
            """);
    var unknown = of(plugins, "example.com", "$TTL 60\na DYNA (\n lua!one )\nb A 192.0.2.2\n");
    assertThat(unknown.files().get("example.com.zone"))
        .isEqualTo("$TTL 60\n; not converted: a DYNA    lua!one\nb A 192.0.2.2\n");
  }

  @Test
  void includedFilesStandInPlaceWithTheirDynamicRecords() throws Exception {
    Files.createDirectories(folder.resolve("zones/includes"));
    Files.writeString(
        folder.resolve("zones/includes/foo"),
        """
        $TTL 5
        $ORIGIN bar
        asdf A 192.0.2.1
        $ORIGIN baz.@F
        asdf DYNA multifo!web
        $INCLUDE deeper
        $ORIGIN quux.@Z
        asdf A 192.0.2.3
        """);
    Files.writeString(folder.resolve("zones/includes/deeper"), "deep A 192.0.2.4\n");
    var result =
        of(
            """
            service_types => { s => { plugin => tcp_connect, port => 25 } }
            plugins => { multifo => { web => { service_types => s, a => 192.0.2.2 } } }
            """,
            "example.com",
            GdnsdFolder.HEAD
                + "first A 192.0.2.9\n$INCLUDE \"includes/foo\" foo ; here\n  A 192.0.2.8\n");
    assertThat(result.files().get("example.com.zone"))
        .isEqualTo(
            "$TTL 86400\n"
                + GdnsdFolder.HEAD
                + """
                first A 192.0.2.9
                $ORIGIN foo.example.com.
                $TTL 5
                $ORIGIN bar
                asdf A 192.0.2.1
                $ORIGIN baz.foo.example.com.
                asdf\tA\t192.0.2.2
                $ORIGIN baz.foo.example.com.
                deep A 192.0.2.4
                $ORIGIN baz.foo.example.com.
                $ORIGIN quux.example.com.
                asdf A 192.0.2.3
                $ORIGIN example.com.
                $TTL 86400
                first.example.com.  A 192.0.2.8
                """);
    assertThat(result.files().get("example.com.toml")).contains("[name.\"asdf.baz.foo\"]");
    assertThat(result.inexpressible()).isEmpty();
    assertThat(GdnsdFolder.checked(folder, result).problems())
        .noneMatch(problem -> problem.isError());
  }

  @Test
  void anIncludeThatCannotBeReadIsListedAndLeftOut() throws Exception {
    Files.createDirectories(folder.resolve("zones/i"));
    Files.writeString(folder.resolve("zones/i/self"), "$INCLUDE self\n");
    var result = of("", "example.com", GdnsdFolder.HEAD + "$INCLUDE missing\n$INCLUDE i/self\n");
    assertThat(result.files().get("example.com.zone"))
        .contains("; not converted: $INCLUDE missing\n", "; not converted: $INCLUDE self\n");
    assertThat(result.inexpressible())
        .anyMatch(line -> line.contains("example.com:3: ") && line.contains("zones/missing"))
        .anyMatch(line -> line.endsWith("self:1: more than 10 files include each other"));
    assertThat(GdnsdFolder.checked(folder, result).problems())
        .noneMatch(problem -> problem.isError());
  }

  @Test
  void linesWithinParenthesesHaveNoOwner() throws Exception {
    assertThat(
            of(
                    "plugins => { static => { a => 192.0.2.1 } }",
                    "example.com",
                    "@ SOA ns host (\n1 3600\n600 86400 60 )\n  DYNA static!a\n")
                .files()
                .get("example.com.zone"))
        .endsWith("600 86400 60 )\n\tA\t192.0.2.1\n");
  }

  @Test
  void aZoneOfAClasslessDelegationGetsAFileNameThatIsOne() throws Exception {
    var result =
        of("", "0@26.2.0.192.in-addr.arpa", GdnsdFolder.HEAD + "1.@Z PTR www.example.com.\n");
    assertThat(result.files()).containsOnlyKeys("0\\04726.2.0.192.in-addr.arpa.zone");
    assertThat(result.files().values()).allMatch(text -> text.contains("1.0/26.2.0.192.in-addr"));
    var report = GdnsdFolder.checked(folder, result);
    assertThat(report.problems()).noneMatch(problem -> problem.isError());
    assertThat(report.zones()).isEqualTo(1);
  }

  @Test
  void theRootZoneGetsAFileNameThatIsOne() throws Exception {
    var result =
        of(
            "",
            "ROOT_ZONE",
            GdnsdFolder.HEAD + "com.@Z NS ns.@F\nns A 192.0.2.1\nns.example.net. A 192.0.2.1\n");
    assertThat(result.files().values()).allMatch(text -> text.contains("\ncom. NS ns.\n"));
    assertThat(GdnsdFolder.checked(folder, result).problems())
        .noneMatch(problem -> problem.isError());
  }

  @Test
  void furtherTiersKeepTheTtlOfTheirPlace() throws Exception {
    assertThat(
            of(
                    "plugins => { simplefo => { p => { primary => 192.0.2.1, secondary => 192.0.2.2"
                        + " } } }",
                    "example.com",
                    "$TTL 60\np DYNA simplefo!p\n$TTL 9000\nwww A 192.0.2.3\n")
                .files()
                .get("example.com.zone"))
        .contains("secondary-p.example.com.\t60\tA\t192.0.2.2\n");
  }

  @Test
  void longTextLoads() throws Exception {
    var result = of("", "example.com", GdnsdFolder.HEAD + "ns TXT \"" + "x".repeat(300) + "\"\n");
    assertThat(GdnsdFolder.checked(folder, result).problems())
        .noneMatch(problem -> problem.isError());
  }
}
