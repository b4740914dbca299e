package org.pharosdns.zone.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.pharosdns.zone.load.LoadedText.zone;

import org.junit.jupiter.api.Test;

class GenerateTest {
  @Test
  void numberStandsInOwnerAndData() {
    assertThat(zone("$GENERATE 1-3 host-$ A 192.0.2.$\n").records())
        .containsExactly(
            "host-1 3600 A 192.0.2.1", "host-2 3600 A 192.0.2.2", "host-3 3600 A 192.0.2.3");
  }

  @Test
  void stepOffsetWidthAndBase() {
    assertThat(zone("$GENERATE 8-16/8 a${-8,3} 60 IN AAAA 2001:db8::${2,4,x}\n").records())
        .containsExactly("a000 60 AAAA 2001:db8:0:0:0:0:0:a", "a008 60 AAAA 2001:db8:0:0:0:0:0:12");
    assertThat(zone("$GENERATE 171-171 a${0,4,X}-${0,0,o} TXT x\n").records())
        .containsExactly("a00AB-253 3600 TXT x");
  }

  @Test
  void nibblesRunBackwardsAndTheirWidthCountsTheDots() {
    assertThat(zone("$GENERATE 18-18 ${0,7,n} TXT x\n").records())
        .containsExactly("2.1.0.0 3600 TXT x");
  }

  @Test
  void dollarSignsMayBeMeant() {
    assertThat(zone("$GENERATE 1-1 a TXT \\$HOME $$ $\n").records())
        .containsExactly("a 3600 TXT $HOME $ 1");
  }

  @Test
  void anyTypeCanBeMadeWithSeveralWordsOrOneInQuotes() {
    assertThat(zone("$GENERATE 1-1 a$ MX \"10 ns$\"\n$GENERATE 1-1 b$ MX 20 ns$\n").records())
        .containsExactly("a1 3600 MX 10 ns1.example.com.", "b1 3600 MX 20 ns1.example.com.");
    assertThat(zone("$GENERATE 1-1 a$ TXT \"one $\"\n").records())
        .containsExactly("a1 3600 TXT \"one 1\"");
  }

  @Test
  void firstRecordThatIsWrongEndsIt() {
    assertThat(zone("$GENERATE 254-300 a$ A 192.0.2.$\n").problems())
        .containsExactly("5:1: error: \"192.0.2.256\" is not an IPv4 address, in a made record");
  }

  @Test
  void ownerBeforeItStaysTheLastStatedOne() {
    assertThat(zone("x A 192.0.2.1\n$GENERATE 1-1 a$ A 192.0.2.2\n TXT t\n").records())
        .contains("x 3600 TXT t");
  }

  @Test
  void theLinesThatItMakesCountAsText() {
    var line = "$GENERATE 1-10 a$ TXT " + "x".repeat(100) + "\n";
    var made = 9 * "a1 TXT \n".length() + "a10 TXT \n".length() + 10 * 100;
    var most = ZoneFiles.LEAST_CHARGE + made;
    assertThat(zone(line, limited(most)).records()).hasSize(10);
    assertThat(zone(line, limited(most - 1)).problems())
        .containsExactly(
            "5:1: error: with the lines that this $GENERATE makes, the zone has more than "
                + (most - 1)
                + " octets of text (make fewer or shorter records, or raise [limits] zone_file)");
  }

  private static LoadLimits limited(long octets) {
    return new LoadLimits(octets, 64 << 10, 10, 65_536, 100, 100);
  }
}
