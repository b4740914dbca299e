package org.pharosdns.conformance.rfc8482;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.pharosdns.conformance.Rr;
import org.pharosdns.conformance.Serving;

/// ANY is answered with one RRset (section 4.1).
class AnyTest {
  private static final Serving ZONE =
      Serving.zone(
          "a.test.",
          """
          x    A   192.0.2.1
          x    A   192.0.2.2
          x    TXT "x"
          al   CNAME x
          *.w  MX 1 x
          """);

  @Test
  void oneRrsetOfTheNameIsGiven() {
    var answer = ZONE.ask("x.a.test. ANY").answer();
    assertThat(answer).isNotEmpty();
    assertThat(answer.stream().map(Rr::type).distinct()).hasSize(1);
  }

  @Test
  void aliasIsGivenAndNotFollowed() {
    assertThat(ZONE.ask("al.a.test. ANY").answer()).hasToString("[al.a.test. 60 CNAME x.a.test.]");
  }

  @Test
  void wildcardAndMissingNamesAnswerAsForOtherTypes() {
    assertThat(ZONE.ask("q.w.a.test. ANY").answer()).hasToString("[q.w.a.test. 60 MX 1 x.a.test.]");
    assertThat(ZONE.ask("nothing.a.test. ANY").toString()).startsWith("NXDOMAIN aa\nauthority");
    assertThat(ZONE.ask("w.a.test. ANY").toString()).startsWith("NOERROR aa\nauthority");
  }
}
