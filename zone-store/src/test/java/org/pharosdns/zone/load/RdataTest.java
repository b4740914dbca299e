package org.pharosdns.zone.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.pharosdns.zone.load.LoadedText.zone;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RdataTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "A 192.0.2.255 | c00002ff",
        "AAAA :: | 00000000000000000000000000000000",
        "AAAA 1:: | 00010000000000000000000000000000",
        "AAAA ::1 | 00000000000000000000000000000001",
        "AAAA 1::2:3 | 00010000000000000000000000020003",
        "AAAA ::ffff:192.0.2.1 | 00000000000000000000ffffc0000201",
        "TYPE1 \\# 4 c0 000 201 | c0000201",
        "TYPE731 \\# 6 abcdef ( 01 23 45 ) | abcdef012345",
        "TYPE62347 \\# 0 | ''",
        "CAA 128 issue ca.example.net | 80056973737565" + "63612e6578616d706c652e6e6574",
        "EUI48 00-00-5e-00-53-2A | 00005e00532a",
        "EUI64 00-00-5e-ef-10-00-00-2a | 00005eef1000002a",
        "NID 10 0014:4fff:ff20:ee64 | 000a00144fffff20ee64",
        "L32 10 10.1.2.0 | 000a0a010200",
        "CSYNC 66 3 A NS AAAA | 0000004200030004" + "60000008",
        "NSEC . A MX RRSIG NSEC TYPE1234 | 000006400100000003"
            + "041b000000000000000000000000000000000000000000000000000020",
        "AMTRELAY 10 0 1 203.0.113.15 | 0a01cb00710f",
        "AMTRELAY 128 1 0 . | 8080",
        "IPSECKEY 10 0 2 . AQNR | 0a0002010351",
        "DSYNC CDS NOTIFY 5300 . | 003b0114b400",
        "IPN 18446744073709551615 | ffffffffffffffff",
        "RRSIG A ED25519 2 60 19700101000001 4294967295 1 . AQNR | "
            + "00010f020000003c00000001ffffffff000100010351",
        "NSEC3PARAM 1 0 12 aabbccdd | 0100000c04aabbccdd",
        "NSEC3PARAM 1 0 0 - | 0100000000"
      })
  void textBecomesOctets(String text, String hex) {
    assertThat(zone("x " + text + "\n").rdata()).isEqualTo(hex.equals("''") ? "" : hex);
  }

  @Test
  void locationMayLeaveOutMinutesSecondsAndPrecisions() {
    assertThat(zone("x LOC 52 N 4 E 10m\n").rdata())
        .isEqualTo(zone("x LOC 52 0 0.000 N 4 0 0 E 10.00m 1m 10000m 10m\n").rdata())
        .isEqualTo("00121613" + "8b287200" + "80dbba00" + "00989a68");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "0 foo.example.com. | 0000 | ''",
        "1 . | 0001 | ''",
        "16 foo.example.com. port=53 | 0010 | 000300020035",
        "1 foo.example.com. key667=hello | 0001 | 029b000568656c6c6f",
        "1 foo.example.com. key667=\"hello\\210qoo\" | 0001 | 029b000968656c6c6fd2716f6f",
        "1 foo.example.com. ipv6hint=\"2001:db8::1,2001:db8::53:1\" | 0001 | 00060020"
            + "20010db800000000000000000000000120010db8000000000000000000530001",
        "16 foo.example.org. alpn=h2,h3-19 mandatory=ipv4hint,alpn ipv4hint=192.0.2.1 | 0010 | "
            + "0000000400010004"
            + "0001000902683205"
            + "68332d3139"
            + "00040004c0000201",
        "16 foo.example.org. alpn=\"f\\\\\\\\oo\\\\,bar,h2\" | 0010 | "
            + "0001000c08665c6f6f2c626172026832",
        "16 foo.example.org. alpn=f\\\\\\092oo\\092,bar,h2 | 0010 | "
            + "0001000c08665c6f6f2c626172026832",
      })
  void serviceParametersOfRfc9460AppendixD(String text, String priority, String parameters) {
    var name = text.contains(".com") ? "03666f6f076578616d706c6503636f6d00" : "";
    name = text.contains(".org") ? "03666f6f076578616d706c65036f726700" : name;
    assertThat(zone("x SVCB " + text + "\n").rdata())
        .isEqualTo(
            priority
                + (name.isEmpty() ? "00" : name)
                + (parameters.equals("''") ? "" : parameters));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1 . key123=abc key123=def",
        "1 . mandatory",
        "1 . alpn",
        "1 . port",
        "1 . ipv4hint",
        "1 . ipv6hint",
        "1 . no-default-alpn=abc alpn=h2",
        "1 . mandatory=key123",
        "1 . mandatory=mandatory",
        "1 . mandatory=key123,key123 key123=abc",
        "1 . port=65536",
        "1 . port=-1",
        "1 . alpn=",
        "1 . alpn=h2,,h3",
        "1 . no-default-alpn",
        "1 . key65535=x",
        "1 . key01=x",
        "1 . ipv4hint=1.2.3",
        "1 . ech=*",
        "1 . alpn=\"h2\"x",
        "1 . \"alpn=h2\"",
      })
  void serviceParametersThatAreWrongAreRefused(String text) {
    assertThat(zone("x HTTPS " + text + "\n").refused()).isTrue();
  }

  @Test
  void algorithmMnemonicsAreNumbers() {
    assertThat(zone("x DNSKEY 257 3 ECDSAP256SHA256 AQNR\n").rdata()).isEqualTo("0101030d010351");
    assertThat(zone("x CERT PKIX 1 RSASHA256 AQNR\n").rdata()).isEqualTo("0001000108010351");
    assertThat(zone("x DNSKEY 257 3 RSASHA265 AQNR\n").problems())
        .containsExactly(
            "5:16: error: \"RSASHA265\" is no algorithm (did you mean \"RSASHA256\"?)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "A 192.0.2",
        "A 192.0.2.1.2",
        "A 192.0.2.01",
        "A 0x7f.0.0.1",
        "A \"192.0.2.1\"",
        "AAAA 1:::2",
        "AAAA :1::2",
        "AAAA 1::2:",
        "AAAA 12345::",
        "AAAA 1:2:3:4:5:6:7:8::",
        "AAAA 1:2:3:4:5:6:7:192.0.2.1",
        "AAAA ::g",
        "AAAA ::1%eth0",
        "A \\# 5 c000020100",
        "NS \\# 3 016100ff",
        "TXT \\# 2 0261",
        "MX \\# 1 00",
        "TYPE731 \\# 1",
        "TYPE731 \\#",
        "TYPE731 \\# 1 a",
        "TYPE731 \\# 2 abc",
        "HINFO x",
        "EUI48 00-00-5e-00-53-2",
        "L32 10 1.2",
        "NID 10 0014:4fff:ff20",
        "NSEC3PARAM 1 0 0 abc",
        "TLSA 3 1 1 ab zz",
        "SSHFP 1 1",
        "LOC 90 1 N 4 E 10m",
        "LOC 52 60 N 4 E 10m",
        "LOC 52 4 E 10m",
        "CERT FOO 1 8 AQNR",
        "DNSKEY 1 3 8 A===",
        "DNSKEY 1 3 8 AQ=A",
        "DHCID",
        "URI 1 1 \"\" x",
        "A6 129 ::",
      })
  void dataThatIsWrongIsRefused(String text) {
    assertThat(zone("x " + text + "\n").refused()).isTrue();
  }

  @Test
  void dataOfRareTypesComesFromTheLibrary() {
    assertThat(zone("x APL 1:192.168.32.0/21 !1:192.168.38.0/28\n").rdata())
        .isEqualTo("00011503c0a820" + "00011c83c0a826");
    assertThat(zone("x APL nonsense\n").problems())
        .singleElement()
        .asString()
        .startsWith("5:7: error: not APL data");
  }

  @Test
  void longTextIsSeveralStrings() {
    var word = "y".repeat(255);
    var expected = "ff" + HexFormat.of().formatHex(word.getBytes(StandardCharsets.US_ASCII));
    assertThat(zone("x TXT " + word + " \"" + word + "\"\n").rdata()).isEqualTo(expected.repeat(2));
    assertThat(zone("x TXT " + word + "y\n").refused()).isTrue();
  }
}
