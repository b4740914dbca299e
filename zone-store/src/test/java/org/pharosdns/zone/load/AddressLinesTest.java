package org.pharosdns.zone.load;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.zone.model.Problem;

/// Lines read without tokens give what tokens give, wrong lines too.
class AddressLinesTest {
  private static final int FILES = 3000;
  private static final List<String> OWNERS =
      List.of(
          "a",
          "b",
          "A",
          "a.b",
          "c.a.b",
          "*",
          "*.a",
          "_x-1/y",
          "a\\046b",
          "@",
          "a.",
          "b.example.com.",
          "example.com",
          "x.example.com",
          "com",
          ".",
          "..",
          "a..b",
          "",
          "",
          "",
          "\t",
          "$TTL",
          "ä",
          "a".repeat(63),
          "a".repeat(64),
          "l.".repeat(120) + "l",
          "a$",
          "\"a\"",
          "a;",
          "(a",
          "IN",
          "A");
  private static final List<String> MIDDLES =
      List.of(
          "",
          "",
          "",
          "",
          "300 ",
          "0300 ",
          "1h ",
          "IN ",
          "in ",
          "In 300 ",
          "300 IN ",
          "IN IN ",
          "1 2 ",
          "2147483647 ",
          "2147483648 ",
          "999999999 ",
          "CH ",
          "CLASS1 ",
          "3a ",
          "( ",
          ") ",
          "; ");
  private static final List<String> TYPES =
      List.of("A", "A", "A", "AAAA", "AAAA", "a", "aaaa", "TYPE1", "AA", "TXT", "NS", "A\\", "A\"");
  private static final List<String> DATA =
      List.of(
          "192.0.2.1",
          "192.0.2.2",
          "192.0.2.256",
          "192.0.2",
          "192.0.2.1.",
          "01.2.3.4",
          "1.2.3.4;c",
          "2001:db8::1",
          "::",
          "::1.2.3.4",
          "1::2::3",
          "12345::",
          "fe80::1%1",
          "\"192.0.2.1\"",
          "(192.0.2.3)",
          "( 192.0.2.3",
          ")",
          "\\# 4 c0000201",
          "192.0.2.1 x",
          "",
          "1.2.3.4\0",
          "ns");
  private static final List<String> ENDS =
      List.of(
          "\n", "\n", "\n", "\n", "\r\n", " \n", "\t \r\n", " ; end\n", "\r", "\r\r\n", "\n\n", "");
  private static final List<String> OTHERS =
      List.of(
          "$TTL 60\n",
          "$ORIGIN a\n",
          "$ORIGIN @\n",
          "$ORIGIN example.com.\n",
          "$ORIGIN com.\n",
          "$ORIGIN " + "o.".repeat(100) + "example.com.\n",
          "; nothing\n",
          "\n",
          " \n",
          "x TXT ( a\n b )\n",
          "sub NS ns1\n",
          "a CNAME b\n",
          "d DNAME e\n",
          "$GENERATE 1-3 g$ A 192.0.2.$\n");

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "host1 A 192.0.2.1\n",
        "host1\tIN\tA\t192.0.2.1\r\n",
        "a.b.c 300 IN AAAA 2001:db8::1 \t\n",
        "* in 300 A 192.0.2.1",
        "  A 192.0.2.1\n",
        "\t60 AAAA ::1\n"
      })
  void plainLineIsReadWhole(String line) {
    assertThat(read(line)).isEqualTo(line.length());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n",
        "host1",
        "host1 A\n",
        "host1 A 192.0.2.1 ; comment\n",
        "host1. A 192.0.2.1\n",
        "@ A 192.0.2.1\n",
        "$TTL 60\n",
        "a\\046b A 192.0.2.1\n",
        "host1 1h A 192.0.2.1\n",
        "host1 MX 1 a\n",
        "host1 A (192.0.2.1)\n",
        "host1 A 192.0.2.1 192.0.2.2\n",
        ".a A 192.0.2.1\n"
      })
  void otherLineIsLeftToTheTokens(String line) {
    assertThat(read(line)).isEqualTo(AddressLines.NONE);
  }

  private static int read(String line) {
    var lines = new AddressLines(line.getBytes(ISO_8859_1), 1000, new AddressBatch());
    return lines.read(0, 100);
  }

  @Test
  void randomFilesGiveTheSameWithAndWithoutTokens() throws IOException {
    var random = new Random(20_261_129);
    for (var i = 0; i < FILES; i++) {
      var text = new StringBuilder(random.nextInt(4) > 0 ? LoadedText.HEAD : "");
      for (var line = random.nextInt(random.nextInt(20) == 0 ? 300 : 12); line >= 0; line--) {
        text.append(random.nextInt(8) == 0 ? any(random, OTHERS) : addressLine(random));
      }
      assertSame(text.toString());
    }
  }

  private static String addressLine(Random random) {
    var plain = random.nextInt(3) > 0;
    return plain
        ? any(random, OWNERS.subList(0, 8))
            + random.nextInt(90)
            + " A 192.0.2."
            + random.nextInt(200)
            + "\n"
        : any(random, OWNERS)
            + any(random, List.of(" ", "\t", "  "))
            + any(random, MIDDLES)
            + any(random, TYPES)
            + " "
            + any(random, DATA)
            + any(random, ENDS);
  }

  private static String any(Random random, List<String> from) {
    return from.get(random.nextInt(from.size()));
  }

  private void assertSame(String text) throws IOException {
    var file = Files.write(folder.resolve("example.com.zone"), text.getBytes(ISO_8859_1));
    var fast = load(file, true);
    var slow = load(file, false);
    assertThat(fast.problems().stream().map(Problem::format))
        .as(text)
        .isEqualTo(slow.problems().stream().map(Problem::format).toList());
    assertThat(fast.contents()).as(text).isEqualTo(slow.contents());
  }

  private static ZoneLoader.Result load(Path file, boolean takesLines) {
    var limits = new LoadLimits(1 << 20, 200, 2, 100, 5, 5);
    return ZoneLoader.load(file, DnsName.parse("example.com"), limits, Map.of(), takesLines);
  }
}
