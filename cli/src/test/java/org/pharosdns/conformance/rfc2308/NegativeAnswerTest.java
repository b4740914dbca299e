package org.pharosdns.conformance.rfc2308;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pharosdns.conformance.Serving;

/// The TTL of a negative answer is the smaller of the SOA's own and its MINIMUM (section 3).
class NegativeAnswerTest {
  @ParameterizedTest
  @CsvSource({"3600, 300, 300", "60, 300, 60", "0, 300, 0", "300, 0, 0", "7, 7, 7"})
  void soaTtlIsTheSmallerOfTheTwo(int ttl, int minimum, int served) {
    var zone =
        Serving.zone("other.test.", "")
            .andFile(
                "a.test.",
                """
                @ %d IN SOA ns.a.test. host.a.test. 1 2 3 4 %d
                @ 60 IN NS ns.a.test.
                ns 60 IN A 192.0.2.1
                """
                    .formatted(ttl, minimum));
    for (var question : new String[] {"nothing.a.test. A", "ns.a.test. AAAA"}) {
      var reply = zone.ask(question);
      assertThat(reply.answer()).isEmpty();
      assertThat(reply.authority())
          .singleElement()
          .extracting("ttlSeconds")
          .isEqualTo((long) served);
    }
    assertThat(zone.ask("a.test. SOA").answer())
        .singleElement()
        .extracting("ttlSeconds")
        .isEqualTo((long) ttl);
  }
}
