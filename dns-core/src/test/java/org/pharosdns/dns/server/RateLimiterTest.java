package org.pharosdns.dns.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pharosdns.dns.query.Client;
import org.pharosdns.dns.query.Draw;
import org.pharosdns.dns.query.Networks;
import org.pharosdns.dns.query.Query;
import org.pharosdns.dns.query.QueryParser;
import org.pharosdns.dns.wire.Packet;
import org.pharosdns.dns.wire.RecordType;

/// How many answers of a kind a network gets.
class RateLimiterTest {
  private static final long SECOND = 1_000_000_000;

  private final Query query = new Query(new Draw(1));
  private RateLimiter limiter = limiter(100, 0, Networks.NONE);
  private int octetsBeyond;

  private static RateLimiter limiter(int perSecond, int slip, Networks exempt) {
    return new RateLimiter(new RateLimits(perSecond, slip, false, exempt), new SplittableRandom(1));
  }

  private RateLimiter.Verdict ask(long nowNanos, long kind, int... address) {
    var packet = Packet.query("example.com", RecordType.A).octets();
    var octets = new byte[address.length];
    for (var i = 0; i < octets.length; i++) {
      octets[i] = (byte) address[i];
    }
    var client = new Client(Client.Transport.UDP);
    client.address(octets, 0, octets.length);
    QueryParser.parse(query, packet, 0, packet.length, client, nowNanos);
    return limiter.judge(query, kind, octetsBeyond);
  }

  private int passed(int asked, long nowNanos, long kind, int... address) {
    var passed = 0;
    for (var i = 0; i < asked; i++) {
      passed += ask(nowNanos, kind, address) == RateLimiter.Verdict.PASS ? 1 : 0;
    }
    return passed;
  }

  @Test
  void aSecondsWorthPassesAtOnceAndNotOneMore() {
    assertThat(passed(99, SECOND, 1, 192, 0, 2, 1)).isEqualTo(99);
    assertThat(passed(1, SECOND, 1, 192, 0, 2, 1)).isEqualTo(1);
    assertThat(passed(1000, SECOND, 1, 192, 0, 2, 1)).isZero();
  }

  @Test
  void afterThatAnswersPassAtTheRate() {
    passed(1000, SECOND, 1, 192, 0, 2, 1);
    var passed = 0;
    for (var millis = 1; millis <= 10_000; millis++) {
      passed += passed(3, SECOND + millis * 1_000_000L, 1, 192, 0, 2, 1);
    }
    assertThat(passed).isEqualTo(1000);
  }

  @Test
  void whoeverIsSilentForASecondHasEverythingAgain() {
    passed(1000, SECOND, 1, 192, 0, 2, 1);
    assertThat(passed(1000, 2 * SECOND, 1, 192, 0, 2, 1)).isEqualTo(100);
  }

  @Test
  void aWholeNetworkIsOneClient() {
    assertThat(passed(60, SECOND, 1, 192, 0, 2, 1)).isEqualTo(60);
    assertThat(passed(60, SECOND, 1, 192, 0, 2, 254)).isEqualTo(40);
    assertThat(passed(60, SECOND, 1, 192, 0, 3, 1)).isEqualTo(60);
  }

  @Test
  void inIpv6TheFirst56BitsCount() {
    assertThat(passed(60, SECOND, 1, 32, 1, 13, 184, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1))
        .isEqualTo(60);
    assertThat(passed(60, SECOND, 1, 32, 1, 13, 184, 0, 0, 1, 255, 9, 0, 0, 0, 0, 0, 0, 2))
        .isEqualTo(40);
    assertThat(passed(60, SECOND, 1, 32, 1, 13, 184, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 1))
        .isEqualTo(60);
  }

  @Test
  void eachKindOfAnswerHasALimitOfItsOwn() {
    assertThat(passed(200, SECOND, 1, 192, 0, 2, 1)).isEqualTo(100);
    assertThat(passed(200, SECOND, 2, 192, 0, 2, 1)).isEqualTo(100);
  }

  @Test
  void whatAllKindsTogetherHaveBeyondTheirQuestionsIsLimitedToo() {
    octetsBeyond = 512;
    var passed = 0;
    for (var kind = 0; kind < 1000; kind++) {
      passed += passed(1, SECOND, kind, 192, 0, 2, 1);
    }
    assertThat(passed).isEqualTo(100);
    assertThat(passed(1, SECOND, 1, 192, 0, 3, 1)).isOne();
    for (var kind = 0; kind < 1000; kind++) {
      passed += passed(1, 2 * SECOND, kind, 192, 0, 2, 1);
    }
    assertThat(passed).isEqualTo(200);
  }

  @Test
  void anAnswerThatIsNoLongerThanItsQuestionIsCountedByItsKindAlone() {
    octetsBeyond = 512;
    passed(200, SECOND, 1, 192, 0, 2, 1);
    octetsBeyond = 52;
    assertThat(passed(1, SECOND, 2, 192, 0, 2, 1)).isZero();
    octetsBeyond = 0;
    assertThat(passed(200, SECOND, 3, 192, 0, 2, 1)).isEqualTo(100);
  }

  @Test
  void anAnswerOfMoreThanASecondsOctetsMayComeOnceInAsManySeconds() {
    limiter = limiter(1, 0, Networks.NONE);
    octetsBeyond = 1024;
    assertThat(passed(2, SECOND, 1, 192, 0, 2, 1)).isOne();
    assertThat(passed(2, 2 * SECOND, 2, 192, 0, 2, 1)).isZero();
    assertThat(passed(2, 3 * SECOND, 3, 192, 0, 2, 1)).isOne();
  }

  @Test
  void whatDoesNotGoOutForItsOctetsIsNotCounted() {
    octetsBeyond = 51_200;
    assertThat(passed(1000, SECOND, 1, 192, 0, 2, 1)).isOne();
    octetsBeyond = 0;
    assertThat(passed(1000, SECOND, 1, 192, 0, 2, 1)).isEqualTo(99);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 7, 99, 999})
  void noAnswerOfASecondsWorthIsLostToRounding(int perSecond) {
    limiter = limiter(perSecond, 0, Networks.NONE);
    assertThat(passed(2000, SECOND, 1, 192, 0, 2, 1)).isEqualTo(perSecond);
  }

  @ParameterizedTest
  @ValueSource(ints = {10_000, 60_000, 600_000, 1_000_000})
  void everyRateIsKept(int perSecond) {
    limiter = limiter(perSecond, 0, Networks.NONE);
    passed(1_100_000, SECOND, 1, 192, 0, 2, 1);
    var passed = 0;
    for (var micros = 5; micros <= 200_000; micros += 5) {
      passed += passed(6, SECOND + micros * 1000L, 1, 192, 0, 2, 1);
    }
    assertThat(passed).isCloseTo(perSecond / 5, withPercentage(0.5));
  }

  @Test
  void exemptNetworksHaveNone() {
    limiter =
        limiter(1, 0, new Networks(List.of(new Networks.Prefix(new byte[] {127, 0, 0, 0}, 8))));
    assertThat(passed(1000, SECOND, 1, 127, 0, 0, 1)).isEqualTo(1000);
    assertThat(passed(1000, SECOND, 1, 128, 0, 0, 1)).isEqualTo(1);
  }

  @Test
  void everySecondAnswerOverTheLimitSlips() {
    limiter = limiter(1, 2, Networks.NONE);
    var slipped = 0;
    for (var i = 0; i < 10_001; i++) {
      slipped += ask(SECOND, 1, 192, 0, 2, 1) == RateLimiter.Verdict.SLIP ? 1 : 0;
    }
    assertThat(slipped).isBetween(4800, 5200);
  }

  @Test
  void aSlipOfOneDropsNothing() {
    limiter = limiter(1, 1, Networks.NONE);
    assertThat(ask(SECOND, 1, 192, 0, 2, 1)).isEqualTo(RateLimiter.Verdict.PASS);
    for (var i = 0; i < 100; i++) {
      assertThat(ask(SECOND, 1, 192, 0, 2, 1)).isEqualTo(RateLimiter.Verdict.SLIP);
    }
  }

  @Test
  void aFloodFromEverywhereDoesNotRemoveWhoIsOverTheLimit() {
    passed(1000, SECOND, 1, 192, 0, 2, 1);
    for (var i = 0; i < 1 << 20; i++) {
      ask(SECOND, 1, 10 + (i >> 16), i >> 8 & 255, i & 255, 1);
    }
    assertThat(passed(1000, SECOND, 1, 192, 0, 2, 1)).isZero();
  }

  @Test
  void weeksLaterNothingIsLeftOfAnOldDebt() {
    passed(1000, SECOND, 1, 192, 0, 2, 1);
    for (var days = 1L; days < 30; days++) {
      assertThat(passed(1, days * 86_400 * SECOND, 7, 192, 0, 2, 1)).isEqualTo(1);
    }
    assertThat(passed(200, 30 * 86_400 * SECOND, 1, 192, 0, 2, 1)).isEqualTo(100);
  }

  @Test
  void aLoopWhoseClockIsALittleBehindForgivesNothing() {
    passed(1000, 10 * SECOND, 1, 192, 0, 2, 1);
    assertThat(passed(1000, 10 * SECOND - 1000, 1, 192, 0, 2, 1)).isZero();
    assertThat(passed(1000, 8 * SECOND, 1, 192, 0, 2, 1)).isZero();
    assertThat(passed(1000, 10 * SECOND, 1, 192, 0, 2, 1)).isZero();
  }

  @Test
  void theMonotonicClockMayBeNegative() {
    assertThat(passed(200, -5 * SECOND, 1, 192, 0, 2, 1)).isEqualTo(100);
    assertThat(passed(200, -4 * SECOND, 1, 192, 0, 2, 1)).isEqualTo(100);
  }
}
