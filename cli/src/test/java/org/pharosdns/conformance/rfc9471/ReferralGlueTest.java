package org.pharosdns.conformance.rfc9471;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.pharosdns.conformance.Ask;
import org.pharosdns.conformance.Serving;

/// Glue for in-domain servers goes whole or the answer is cut off (section 3.1).
class ReferralGlueTest {
  private static final Serving ZONE =
      Serving.zone(
          "a.test.",
          IntStream.rangeClosed(1, 13)
              .mapToObj(
                  i ->
                      "cut NS ns%1$d.cut\nns%1$d.cut A 192.0.2.%1$d\nns%1$d.cut AAAA 2001:db8::%1$d\n"
                          .formatted(i))
              .collect(Collectors.joining()));

  @Test
  void glueThatDoesNotFitSetsTc() {
    var reply = ZONE.ask("x.cut.a.test. A");
    assertThat(reply.tc()).isTrue();
    assertThat(reply.aa()).isFalse();
    assertThat(reply.octets()).isLessThanOrEqualTo(512);
  }

  @Test
  void glueThatFitsIsComplete() {
    var reply = ZONE.ask(Ask.of("x.cut.a.test. A").payload(1232));
    assertThat(reply.tc()).isFalse();
    assertThat(reply.authority()).hasSize(13);
    assertThat(reply.additional()).hasSize(26);
  }
}
