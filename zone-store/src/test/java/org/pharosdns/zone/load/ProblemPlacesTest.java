package org.pharosdns.zone.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.pharosdns.zone.load.LoadedText.whole;
import static org.pharosdns.zone.load.LoadedText.zone;

import org.junit.jupiter.api.Test;
import org.pharosdns.zone.model.Problem;

class ProblemPlacesTest {
  @Test
  void everyProblemOfAFileIsToldAtOnceInItsOrder() {
    var zone =
        zone(
            """
            www A 192.0.2.300
            mail CNMAE www
            ftp 1h30 A 192.0.2.1
            @ MX ten ns1
            x TXT "open
            y A ( 192.0.2.1 192.0.2.2
              )
            """);
    assertThat(zone.problems())
        .containsExactly(
            "5:7: error: \"192.0.2.300\" is not an IPv4 address",
            "6:6: error: \"CNMAE\" is no record type (did you mean \"CNAME\"?)",
            "7:5: error: \"1h30\" is not a TTL (seconds, or numbers with the units w, d, h, m, s, as"
                + " in 1h30m)",
            "8:6: error: \"ten\" is not a decimal number",
            "9:7: error: this quote is not closed on its line (a quoted string ends on its line)",
            "10:17: error: \"192.0.2.2\" is too much for A (quote a text with blanks; a comment"
                + " starts with \";\")");
  }

  @Test
  void problemShowsItsLineAndACaret() {
    assertThat(zone("www\tA  192.0.2.300 ; two").rawProblems())
        .singleElement()
        .satisfies(
            problem ->
                assertThat(problem.format())
                    .endsWith(
                        """
                        :5:8: error: "192.0.2.300" is not an IPv4 address
                          www A  192.0.2.300 ; two
                                 ^"""));
  }

  @Test
  void columnsCountCharactersNotOctets() {
    assertThat(zone("x TXT \"äöü\" \"\\999\"").problems())
        .containsExactly("5:14: error: \\999 is more than 255");
  }

  @Test
  void problemBehindALineBreakInParenthesesHasItsOwnLine() {
    assertThat(zone("x A (\n\n  1.2.3\n)\n").problems())
        .containsExactly("7:3: error: \"1.2.3\" is not an IPv4 address");
  }

  @Test
  void missingRecordsAreNotToldWhenSomeCouldNotBeRead() {
    assertThat(whole("$TTL 60\n@ SOA ns1 host 1 2 3\n@ NS ns1\n", LoadLimits.DEFAULTS).problems())
        .containsExactly("2:21: error: the record ends before its time in seconds");
  }

  @Test
  void ownerThatIsWrongIsToldOnceForAllItsRecords() {
    assertThat(zone("www.example.org. A 192.0.2.1\n A 192.0.2.2\n TXT t\n").problems())
        .containsExactly(
            "5:1: error: www.example.org. is not in the zone example.com. (only names of the zone"
                + " can be owners)");
  }

  @Test
  void hundredErrorsAreToldAndTheRestCounted() {
    var zone = zone("a A nonsense\n".repeat(150) + "b 30 A 192.0.2.1\nb 60 A 192.0.2.2\n");
    assertThat(zone.rawProblems().stream().filter(Problem::isError)).hasSize(101);
    assertThat(zone.problems()).last().asString().isEqualTo("error: and 50 more errors");
    assertThat(zone.problems()).anyMatch(problem -> problem.contains("different TTLs"));
  }

  @Test
  void missingDotIsGuessed() {
    assertThat(zone("www.example.com A 192.0.2.1\n").problems())
        .containsExactly(
            "5:1: warning: the owner is www.example.com.example.com. (is a dot missing at its"
                + " end?)");
    assertThat(zone("@ NS ns.example.net\n").problems())
        .containsExactly(
            "5:1: error: NS target ns.example.net.example.com. has no address records (A or AAAA)"
                + " (is a dot missing at the end of \"ns.example.net\"?)");
  }

  @Test
  void controlCharactersOfTheFileDoNotReachTheTerminal() {
    assertThat(zone("x A \u001b[31m\n").rawProblems().getFirst().format()).doesNotContain("\u001b");
  }
}
