package org.pharosdns.zone.edit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.pharosdns.zone.edit.EditedText.HEAD;
import static org.pharosdns.zone.edit.EditedText.add;
import static org.pharosdns.zone.edit.EditedText.delete;
import static org.pharosdns.zone.edit.EditedText.deleteAll;

import java.nio.file.Path;
import java.util.Collections;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What an edit changes in a zone file, and what it leaves.
class ZoneEditorTest {
  private static final String AFTER = HEAD.replace("host 7", "host 8");

  @TempDir private Path folder = Path.of("");
  private EditedText text = new EditedText(folder);

  @BeforeEach
  void open() {
    text = new EditedText(folder);
  }

  private String edit(String lines, RecordChange... changes) throws UneditableException {
    var after = text.zone(HEAD + lines).after(changes);
    assertThat(after).startsWith(AFTER);
    return after.substring(AFTER.length());
  }

  @Test
  void aNewRecordStandsBesideItsOwnersRecordsAsTheyAreWritten() throws UneditableException {
    var lines =
        """
        ; the shop
        shop    60      IN A    192.0.2.1 ; first

        ; the mail
        mail            IN A    192.0.2.2
        """;
    assertThat(edit(lines, add("shop", "A", "192.0.2.3")))
        .isEqualTo(
            """
            ; the shop
            shop    60      IN A    192.0.2.1 ; first
            shop    60      IN A    192.0.2.3

            ; the mail
            mail            IN A    192.0.2.2
            """);
  }

  @Test
  void ownersAreLeftOutWhereTheFileLeavesThemOut() throws UneditableException {
    var lines =
        """
        www\t\tA\t192.0.2.1
        \t\tAAAA\t2001:db8::1
        mail\t\tA\t192.0.2.2
        """;
    assertThat(edit(lines, add("www", "A", "192.0.2.9"), add("www", 300, "TXT", "\"x\"")))
        .isEqualTo(
            """
            www\t\tA\t192.0.2.1
            \t\tA\t192.0.2.9
            \t\tAAAA\t2001:db8::1
            \t300\tTXT\t"x"
            mail\t\tA\t192.0.2.2
            """);
  }

  @Test
  void aNewOwnerStandsAtTheEndInTheColumnsOfTheLastRecord() throws UneditableException {
    assertThat(edit("www             A       192.0.2.1\n; the end\n", add("blog", "CNAME", "www")))
        .isEqualTo(
            """
            www             A       192.0.2.1
            blog            CNAME   www
            ; the end
            """);
  }

  @Test
  void namesAreRelativeToTheOriginOrAbsoluteAsTheFileWritesThem() throws UneditableException {
    assertThat(edit("$ORIGIN eu.example.com.\nwww A 192.0.2.1\n", add("x.eu", "MX", "10 www.eu")))
        .endsWith("\nx MX 10 www\n");
    assertThat(edit("www.example.com. A 192.0.2.1\n", add("x", "MX", "10 www")))
        .endsWith("\nx.example.com. MX 10 www.example.com.\n");
    assertThat(edit("$ORIGIN eu.example.com.\nwww A 192.0.2.1\n", add("x", "A", "192.0.2.1")))
        .endsWith("\nx.example.com. A 192.0.2.1\n");
  }

  @Test
  void whoeverLeftItsOwnerOutKeepsItWhenTheFirstRecordGoes() throws UneditableException {
    var lines =
        """
        www             A       192.0.2.1
        ; a comment
                        A       192.0.2.2 ; second
                        A       192.0.2.3
        """;
    assertThat(edit(lines, delete("www", "A", "192.0.2.1")))
        .isEqualTo(
            """
            ; a comment
            www             A       192.0.2.2 ; second
                            A       192.0.2.3
            """);
  }

  @Test
  void anOwnerThatWouldChangeWithTheOriginIsWrittenForTheNewOne() throws UneditableException {
    var lines = "www A 192.0.2.1\n$ORIGIN www.example.com.\n\tA 192.0.2.2\n";
    assertThat(edit(lines, delete("www", "A", "192.0.2.1")))
        .isEqualTo("$ORIGIN www.example.com.\n@\tA 192.0.2.2\n");
  }

  @Test
  void aTtlThatLinesBelowTakeIsWrittenOutWhenItsLineGoes() throws UneditableException {
    var head = "@ 900 SOA ns1 host 7 1 1 1 1\n@ NS ns1\nns1 A 192.0.2.53\n";
    var after = text.zone(head + "a 60 A 192.0.2.1\nb A 192.0.2.2\nc A 192.0.2.3\n");
    assertThat(after.after(deleteAll("a", "A")))
        .endsWith("ns1 A 192.0.2.53\nb 60 A 192.0.2.2\nc A 192.0.2.3\n");
    assertThat(text.after(add("ns1", 30, "A", "192.0.2.54")))
        .endsWith("ns1 30 A 192.0.2.53\nns1 30 A 192.0.2.54\nb 60 A 192.0.2.2\nc A 192.0.2.3\n");
  }

  @Test
  void aReplacedRecordKeepsItsLineAndComment() throws UneditableException {
    var lines = "www  300  A  192.0.2.1   ; rack 3\n";
    assertThat(edit(lines, deleteAll("www", "A"), add("www", "A", "192.0.2.100")))
        .isEqualTo("www  300  A  192.0.2.100   ; rack 3\n");
    assertThat(edit(lines, add("www", 60, "A", "192.0.2.1")))
        .isEqualTo("www  60  A  192.0.2.1   ; rack 3\n");
  }

  @Test
  void recordsOfSeveralLinesGoAndStayAsAWhole() throws UneditableException {
    var lines =
        """
        key TXT ( "one"  ; first
                  "two" )
        www A 192.0.2.1
        """;
    assertThat(edit(lines, add("key", "TXT", "\"three\"")))
        .isEqualTo(
            """
            key TXT ( "one"  ; first
                      "two" )
            key TXT "three"
            www A 192.0.2.1
            """);
    assertThat(edit(lines, deleteAll("key", "TXT"))).isEqualTo("www A 192.0.2.1\n");
  }

  @Test
  void lineEndsStayWhatTheyAre() throws UneditableException {
    var after = text.zone((HEAD + "www A 192.0.2.1").replace("\n", "\r\n"));
    assertThat(after.after(add("www", "A", "192.0.2.2")))
        .isEqualTo((AFTER + "www A 192.0.2.1\nwww A 192.0.2.2").replace("\n", "\r\n"));
  }

  @Test
  void anIncludedFileIsEditedWhereTheRecordStands() throws UneditableException {
    text.write("hosts.inc", "a A 192.0.2.1\nb A 192.0.2.2\n");
    assertThat(edit("$INCLUDE hosts.inc sub\n", add("a.sub", "A", "192.0.2.3")))
        .isEqualTo("$INCLUDE hosts.inc sub\n");
    assertThat(text.read("hosts.inc")).isEqualTo("a A 192.0.2.1\na A 192.0.2.3\nb A 192.0.2.2\n");
  }

  @Test
  void whatGenerateMakesIsNotTakenOutOfIt() {
    assertThatExceptionOfType(UneditableException.class)
        .isThrownBy(() -> edit("$GENERATE 1-9 h$ A 192.0.2.$\n", delete("h3", "A", "192.0.2.3")))
        .withMessageContaining("h3.example.com. A is made by this line")
        .withMessageContaining("example.com.zone:5:1");
  }

  @Test
  void theSerialIsReplacedWithinItsLines() throws UneditableException {
    var soa =
        """
        $TTL 1h
        @ SOA ns1 hostmaster (
              2026010101 ; serial
              1h ; refresh
              15m 2w 5m )
          NS ns1
        ns1 A 192.0.2.1
        """;
    assertThat(text.zone(soa).after(deleteAll("@", "TXT"), add("@", "TXT", "\"x\"")))
        .isEqualTo(
            soa.replace("2026010101", "2026010102")
                .replace("  NS ns1\n", "  NS ns1\n  TXT \"x\"\n"));
  }

  @Test
  void whatChangesNothingTouchesNoFile() throws UneditableException {
    text.zone(HEAD);
    var same = text.after(add("ns1", "A", "192.0.2.53"), deleteAll("no", "A"));
    assertThat(same).isEqualTo(HEAD);
  }

  @Test
  void dataThatIsTooLongForALineStandsOnSeveral() throws UneditableException {
    var texts = Collections.nCopies(70, '"' + "\\200".repeat(255) + '"');
    var lines = edit("", add("big", "TXT", String.join(" ", texts)));
    assertThat(lines)
        .isEqualTo("big IN TXT (\n" + "  %s\n".repeat(70).formatted(texts.toArray()) + "  )\n");
    assertThat(text.records()).anyMatch(record -> record.startsWith("big 3600 TXT \"\\200"));
    assertThat(edit(lines, delete("big", "TXT", String.join(" ", texts)))).isEmpty();
  }

  @Test
  void aWordThatIsTooLongIsWrittenAsOctets() throws UneditableException {
    var hex = "C8".repeat(40_000);
    var lines = edit("", add("big", "TYPE65280", "\\# 40000 " + hex));
    assertThat(lines.lines()).allMatch(line -> line.length() <= 512);
    assertThat(lines).startsWith("big IN TYPE65280 (\n  \\# 40000 C8").endsWith("\n  )\n");
    assertThat(text.records()).contains("big 3600 TYPE65280 \\# 40000 " + hex);
  }

  @Test
  void dataThatTakesThePlaceOfOtherDataMayNeedSeveralLinesToo() throws UneditableException {
    var texts = String.join(" ", Collections.nCopies(70, '"' + "; ".repeat(127) + '"'));
    var long1 = String.join(" ", Collections.nCopies(70, '"' + "\\200".repeat(255) + '"'));
    var lines =
        edit("a TXT x ; why\r\nb TXT y\r\n", delete("a", "TXT", "x"), add("a", "TXT", long1));
    assertThat(lines).startsWith("a TXT (\r\n  \"\\200").endsWith("\r\n  ) ; why\r\nb TXT y\r\n");
    assertThat(edit("", add("a", "TXT", texts))).doesNotContain("(");
  }
}
