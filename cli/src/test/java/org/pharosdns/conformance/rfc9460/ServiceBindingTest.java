package org.pharosdns.conformance.rfc9460;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.pharosdns.conformance.Serving;

/// SVCB and HTTPS: addresses of the target go along (section 4.1).
class ServiceBindingTest {
  private static final Serving ZONE =
      Serving.zone(
          "a.test.",
          """
          @    HTTPS 1 web alpn=h2
          web  A     192.0.2.1
          web  HTTPS 1 . port=8443
          old  HTTPS 0 web
          """);

  @Test
  void addressesOfTheTargetGoAlong() {
    assertThat(ZONE.ask("a.test. HTTPS").additional()).hasToString("[web.a.test. 60 A 192.0.2.1]");
    assertThat(ZONE.ask("old.a.test. HTTPS").additional())
        .extracting(Object::toString)
        .contains("web.a.test. 60 A 192.0.2.1");
  }

  @Test
  void targetRootMeansTheOwner() {
    assertThat(ZONE.ask("web.a.test. HTTPS").additional())
        .hasToString("[web.a.test. 60 A 192.0.2.1]");
  }
}
