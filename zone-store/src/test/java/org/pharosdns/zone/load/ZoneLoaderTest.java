package org.pharosdns.zone.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.pharosdns.zone.load.LoadedText.whole;
import static org.pharosdns.zone.load.LoadedText.zone;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pharosdns.dns.wire.DnsName;

class ZoneLoaderTest {
  @Test
  void parenthesesJoinLinesAndMayTouchWords() {
    assertThat(zone("a IN A(192.0.2.1)\nb ( A ; (\n\n  192.0.2.2\n) \nc TXT \"(\" x").records())
        .containsExactly("a 3600 A 192.0.2.1", "b 3600 A 192.0.2.2", "c 3600 TXT \"(\" x");
  }

  @Test
  void blankStandsForTheLastStatedOwnerWhateverCameBetween() {
    assertThat(zone("a A 192.0.2.1\n\n; note\n$ORIGIN sub\n  TXT t\nb A 192.0.2.2").records())
        .containsExactly("a 3600 A 192.0.2.1", "a 3600 TXT t", "b.sub 3600 A 192.0.2.2");
  }

  @Test
  void originMayBeRelativeAndAboveTheApex() {
    assertThat(
            zone("$ORIGIN a\n$origin b\nx A 192.0.2.1\n$ORIGIN .\ny.example.com A 192.0.2.2")
                .records())
        .containsExactly("x.b.a 3600 A 192.0.2.1", "y 3600 A 192.0.2.2");
  }

  @Test
  void ttlAndClassStandInAnyOrder() {
    assertThat(
            zone("a 1h30m IN A 192.0.2.1\nb in 1W2D3H4M5S a 192.0.2.1\nc 5 A 192.0.2.1").records())
        .containsExactly("a 5400 A 192.0.2.1", "b 788645 A 192.0.2.1", "c 5 A 192.0.2.1");
  }

  @Test
  void ownersMayLookLikeTypesClassesAndTtls() {
    assertThat(zone("IN IN A 192.0.2.1\n300 A 192.0.2.2\nMX MX 10 ns1").records())
        .containsExactly(
            "IN 3600 A 192.0.2.1", "300 3600 A 192.0.2.2", "MX 3600 MX 10 ns1.example.com.");
  }

  @Test
  void withoutTtlDirectiveTheLastStatedTtlIsTaken() {
    var text = "@ 7 SOA ns1 host 1 2 3 4 5\n@ NS ns1\nns1 60 A 192.0.2.53\na A 192.0.2.1\n";
    assertThat(whole(text, LoadLimits.DEFAULTS).records()).containsExactly("a 60 A 192.0.2.1");
  }

  @Test
  void soaWithoutTtlTakesItsMinimum() {
    var zone = whole("@ SOA ns1 host 1 2 3 4 5\n@ NS ns1\nns1 A 192.0.2.53\n", LoadLimits.DEFAULTS);
    assertThat(zone.contents().at(DnsName.parse("example.com")))
        .extracting(set -> set.ttlSeconds())
        .containsExactly(5, 5);
  }

  @Test
  void differentTtlsInAnRRsetAreWarnedAboutAndTheLowestIsUsed() {
    var zone = zone("a 60 A 192.0.2.1\na 30 A 192.0.2.2");
    assertThat(zone.records()).containsExactly("a 30 A 192.0.2.1", "a 30 A 192.0.2.2");
    assertThat(zone.problems())
        .singleElement()
        .asString()
        .startsWith("5:1: warning: the a.example.com. A records have different TTLs");
  }

  @Test
  void escapesKeepTheirOctets() {
    assertThat(zone("a\\.b\\032\\@ TXT \"\\\"\\\\\\065;\" \\;x").records())
        .containsExactly("a\\.b\\032\\@ 3600 TXT \"\\\"\\\\A;\" \";x\"");
  }

  @Test
  void textKeepsRawOctets() {
    assertThat(zone("x TXT \"ü\"").rdata()).isEqualTo("02c3bc");
  }

  @Test
  void lineEndsAndByteOrderMarkOfOtherSystemsAreTaken() {
    var text = "\ufeff" + (LoadedText.HEAD + "a A 192.0.2.1").replace("\n", "\r\n");
    assertThat(whole(text, LoadLimits.DEFAULTS).records()).containsExactly("a 3600 A 192.0.2.1");
  }

  @Test
  void duplicatesAreDroppedSilentlyWhateverTheCase() {
    var zone = zone("a A 192.0.2.1\nA A 192.0.2.1\nm MX 10 ns1\nm MX 10 NS1");
    assertThat(zone.records())
        .containsExactly("a 3600 A 192.0.2.1", "m 3600 MX 10 ns1.example.com.");
    assertThat(zone.contents().records()).isEqualTo(5);
  }

  @Test
  void mxPreferencesThatDifferOnlyLikeLettersAreNotDuplicates() {
    assertThat(zone("m MX 65 ns1\nm MX 97 ns1").records()).hasSize(2);
  }

  @Test
  void contentsSaySerialAndCounts() {
    var contents = zone("a A 192.0.2.1\n").contents();
    assertThat(contents.serial()).isEqualTo(2_026_010_101L);
    assertThat(contents.records()).isEqualTo(4);
    assertThat(contents.owners()).isEqualTo(3);
    assertThat(contents.apex()).isEqualTo(DnsName.parse("example.com"));
  }

  @Test
  void fileThatIsNotThereIsAProblem() {
    var result =
        ZoneLoader.load(
            Path.of("no-such-folder", "x.zone"), DnsName.parse("x"), LoadLimits.DEFAULTS);
    assertThat(result.contents()).isNull();
    assertThat(result.problems())
        .singleElement()
        .satisfies(
            problem ->
                assertThat(problem.format())
                    .startsWith("no-such-folder/x.zone: error: the zone file cannot be read:"));
  }

  @Test
  void folderIsNoZoneFile(@TempDir Path folder) {
    assertThat(LoadedText.file(folder, LoadLimits.DEFAULTS).problems())
        .singleElement()
        .asString()
        .contains("is not a regular file");
  }

  @Test
  void ofMoreThanAThousandOwnersThatLackARecordEveryOwnerMayLackOne(@TempDir Path folder)
      throws Exception {
    for (var owners : new int[] {1000, 1001}) {
      var text = new StringBuilder(LoadedText.HEAD);
      for (var i = 0; i < owners; i++) {
        text.append('x').append(i).append(" A bad\n");
      }
      var file = Files.writeString(folder.resolve("example.com.zone"), text);
      var unread =
          ZoneLoader.load(file, DnsName.parse("example.com"), LoadLimits.DEFAULTS).unread();
      assertThat(unread.names()).hasSize(1000);
      assertThat(unread.mayHave(DnsName.parse("x1000.example.com"))).isEqualTo(owners > 1000);
      assertThat(unread.mayHave(DnsName.parse("x7.example.com"))).isTrue();
    }
  }
}
