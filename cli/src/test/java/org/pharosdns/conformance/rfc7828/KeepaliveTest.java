package org.pharosdns.conformance.rfc7828;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.pharosdns.conformance.Ask;
import org.pharosdns.conformance.Serving;
import org.pharosdns.dns.server.ServerSettings;

/// How long a TCP connection may be silent, for clients that ask.
class KeepaliveTest {
  private static final String KEEPALIVE = "000b0000";

  private static List<String> options(Duration tcpIdle, Ask ask) {
    var settings = new ServerSettings(1232, null, null, false, 16, tcpIdle.toMillis());
    var zone = Serving.with(settings).and("a.test.", "x A 192.0.2.1\n");
    return Objects.requireNonNull(zone.ask(ask).edns()).options();
  }

  private static Ask asking() {
    return Ask.of("x.a.test. A").edns(0, 0, KEEPALIVE);
  }

  /// Section 3.1: in units of 100 milliseconds.
  @Test
  void configuredIdleTimeIsTold() {
    assertThat(options(Duration.ofSeconds(10), asking().overTcp())).containsExactly("11:0064");
    assertThat(options(Duration.ofSeconds(30), asking().overTcp())).containsExactly("11:012c");
    assertThat(options(Duration.ofMillis(2500), asking().overTcp())).containsExactly("11:0019");
  }

  @Test
  void moreThanTheFieldHoldsIsTheMost() {
    assertThat(options(Duration.ofDays(2), asking().overTcp())).containsExactly("11:ffff");
  }

  /// Section 3.2.1: a client must not send the option over UDP, a server ignores it there.
  @Test
  void nothingIsToldOverUdp() {
    assertThat(options(Duration.ofSeconds(10), asking())).isEmpty();
  }

  /// Section 3.3.2: only clients that sent the option get one.
  @Test
  void nothingIsToldToWhoDidNotAsk() {
    assertThat(options(Duration.ofSeconds(10), asking().edns(0, 0, "").overTcp())).isEmpty();
  }
}
