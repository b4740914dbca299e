package org.pharosdns.conformance.rfc9460;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.pharosdns.conformance.Serving;

/// SVCB and HTTPS: addresses of the target and its records of the same type go along (section 4.1).
class ServiceBindingTest {
  private static final Serving ZONE =
      Serving.zone(
          "a.test.",
          """
          @    HTTPS 1 web alpn=h2
          web  A     192.0.2.1
          web  HTTPS 1 . port=8443
          old  HTTPS 0 web
          s    SVCB  1 web
          self HTTPS 1 self
          self AAAA  2001:db8::1
          """);

  @Test
  void addressesOfTheTargetGoAlong() {
    assertThat(ZONE.ask("s.a.test. SVCB").additional()).hasToString("[web.a.test. 60 A 192.0.2.1]");
  }

  @Test
  void recordsOfTheSameTypeAtTheTargetGoAlong() {
    for (var owner : List.of("a.test.", "old.a.test.")) {
      assertThat(ZONE.ask(owner + " HTTPS").additional())
          .extracting(Object::toString)
          .containsExactly("web.a.test. 60 A 192.0.2.1", "web.a.test. 60 HTTPS 1 . 0003000220fb");
    }
  }

  @Test
  void answerIsNotRepeatedBehindItself() {
    assertThat(ZONE.ask("self.a.test. HTTPS").additional())
        .hasToString("[self.a.test. 60 AAAA 2001:db8:0:0:0:0:0:1]");
  }

  @Test
  void targetRootMeansTheOwner() {
    assertThat(ZONE.ask("web.a.test. HTTPS").additional())
        .hasToString("[web.a.test. 60 A 192.0.2.1]");
  }
}
