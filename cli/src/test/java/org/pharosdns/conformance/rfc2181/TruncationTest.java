package org.pharosdns.conformance.rfc2181;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pharosdns.conformance.Ask;
import org.pharosdns.conformance.Serving;

/// What does not fit (section 9): TC for what was asked for, silence for what was optional.
class TruncationTest {
  private static final Serving ZONE =
      Serving.zone(
          "a.test.",
          many("big", "A 192.0.2.%d", 60)
              + many("huge", "TXT \"%d" + "x".repeat(200) + "\"", 90)
              + "mx MX 10 big\n"
              + "al CNAME big\n");

  private static String many(String owner, String record, int count) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(i -> owner + " " + record.formatted(i) + "\n")
        .collect(Collectors.joining());
  }

  @ParameterizedTest
  @CsvSource({"-1, 512", "0, 512", "100, 512", "512, 512", "700, 700", "900, 900", "4096, 1232"})
  void answerKeepsToTheSmallerOfBothLimits(int offered, int limit) {
    var ask = Ask.of("huge.a.test. TXT");
    var reply = ZONE.ask(offered < 0 ? ask : ask.payload(offered));
    assertThat(reply.tc()).isTrue();
    assertThat(reply.aa()).isTrue();
    assertThat(reply.status()).isEqualTo("NOERROR");
    assertThat(reply.octets()).isLessThanOrEqualTo(limit);
  }

  @Test
  void partOfAnRrsetIsNeverSent() {
    assertThat(ZONE.ask("big.a.test. A").answer()).isEmpty();
    var chain = ZONE.ask("al.a.test. A");
    assertThat(chain.tc()).isTrue();
    assertThat(chain.answer()).hasSizeLessThanOrEqualTo(1);
  }

  @Test
  void answerThatJustFitsIsWhole() {
    var reply = ZONE.ask(Ask.of("big.a.test. A").payload(1232));
    assertThat(reply.tc()).isFalse();
    assertThat(reply.answer()).hasSize(60);
    assertThat(reply.edns()).isNotNull();
  }

  @Test
  void optionalAddressesAreDroppedWithoutTc() {
    var reply = ZONE.ask("mx.a.test. MX");
    assertThat(reply.tc()).isFalse();
    assertThat(reply.answer()).hasSize(1);
    assertThat(reply.additional()).isEmpty();
  }

  @Test
  void tcpCarriesEverything() {
    var reply = ZONE.ask(Ask.of("huge.a.test. TXT").overTcp());
    assertThat(reply.tc()).isFalse();
    assertThat(reply.answer()).hasSize(90);
  }
}
