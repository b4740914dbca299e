package org.pharosdns.zone.steer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.pharosdns.zone.steer.Scene.nanos;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// SEMANTICS 2, with the numbers of its example: I = 5, j = 0.1, τ = 2, B = 30, δ = 1, v_min = 5.
final class LeaseTest {
  private static final double OK_AT = 1000;
  private final FakeMonitor monitor = new FakeMonitor().okAt(OK_AT);

  private static Lease lease(int needed, FakeMonitor... monitors) {
    return new Lease(monitors, needed, nanos(29), nanos(7.5), 5);
  }

  @ParameterizedTest
  @CsvSource({
    "-0.5, 21", // the batch's clock was read before the probe started
    "0, 21",
    "7.499999999, 21",
    "7.5, 21", // the last moment of fresh evidence
    "7.500000001, 21", // floor(29 - 7.5…) is 21 as well
    "8, 21",
    "8.000000001, 20",
    "23.999999999, 5",
    "24, 5", // the last moment of a lease
    "24.000000001, -1",
    "100000, -1"
  })
  void ttlFallsWithTheAgeOfTheEvidence(double age, int ttl) {
    assertThat(lease(1, monitor).ttlSeconds(nanos(OK_AT) + nanos(age))).isEqualTo(ttl);
  }

  @Test
  void everyTtlKeepsThePromise() {
    for (var age = 0.0; age < 40; age += 0.013) {
      var ttl = lease(1, monitor).ttlSeconds(nanos(OK_AT) + nanos(age));
      if (ttl != Lease.STALE) {
        assertThat(age + ttl + 1).isLessThanOrEqualTo(30);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, 29, false",
    "0, 30, true",
    "8, 21, false",
    "8.000000001, 21, true",
    "24, 5, false"
  })
  void anAnswerThatOutlivesTheBudgetIsNoticed(double age, int ttl, boolean broken) {
    assertThat(lease(1, monitor).isBrokenBy(ttl, nanos(OK_AT) + nanos(age))).isEqualTo(broken);
  }

  @Test
  void evidenceThatIsNoLongerValidIsStaleHoweverLongTheLease() {
    var feed = new FakeMonitor().okAt(OK_AT).validFor(10);
    assertThat(lease(1, feed).ttlSeconds(nanos(OK_AT) + nanos(10))).isEqualTo(19);
    assertThat(lease(1, feed).ttlSeconds(nanos(OK_AT) + nanos(10.000000001)))
        .isEqualTo(Lease.STALE);
    var probed = new FakeMonitor().okAt(OK_AT);
    var later = nanos(OK_AT) + nanos(11);
    assertThat(lease(2, feed, probed).ttlSeconds(later)).isEqualTo(Lease.STALE);
    assertThat(lease(1, feed, probed).ttlSeconds(later)).isEqualTo(18);
  }

  @Test
  void memberWithoutEvidenceYetGetsTheSmallestTtl() {
    assertThat(lease(1, new FakeMonitor()).ttlSeconds(nanos(5))).isEqualTo(5);
  }

  @ParameterizedTest
  @CsvSource({"0, 5", "24, 5", "24.000000001, -1", "100000, -1"})
  void aSavedVerdictGivesTheSmallestTtlForAsLongAsAPassWouldAndNeverMore(double age, int ttl) {
    var seeded = new FakeMonitor().seededAt(OK_AT);
    assertThat(lease(1, seeded).ttlSeconds(nanos(OK_AT) + nanos(age))).isEqualTo(ttl);
  }

  @Test
  void aSavedVerdictOfAFeedCountsNoLongerThanItsValidity() {
    var feed = new FakeMonitor().seededAt(OK_AT).validFor(6);
    assertThat(lease(1, feed).ttlSeconds(nanos(OK_AT) + nanos(6))).isEqualTo(5);
    assertThat(lease(1, feed).ttlSeconds(nanos(OK_AT) + nanos(6.000000001))).isEqualTo(Lease.STALE);
  }

  @Test
  void afterThePassASavedVerdictCountsNoMore() {
    var passed = new FakeMonitor().seededAt(OK_AT - 100).okAt(OK_AT);
    assertThat(lease(1, passed).ttlSeconds(nanos(OK_AT))).isEqualTo(21);
  }

  @Test
  void oneSavedVerdictThatIsTooOldMakesStaleWhereAllMustPass() {
    var old = new FakeMonitor().seededAt(OK_AT - 100);
    var young = new FakeMonitor().seededAt(OK_AT);
    assertThat(lease(2, old, monitor).ttlSeconds(nanos(OK_AT))).isEqualTo(Lease.STALE);
    assertThat(lease(2, old, young).ttlSeconds(nanos(OK_AT))).isEqualTo(Lease.STALE);
    assertThat(lease(1, old, young).ttlSeconds(nanos(OK_AT))).isEqualTo(5);
    assertThat(lease(1, old, monitor).ttlSeconds(nanos(OK_AT))).isEqualTo(21);
  }

  @Test
  void leaseHoldsWhenTheMonotonicClockIsNegativeOrWraps() {
    var early = new FakeMonitor().okAt(-9e9);
    assertThat(lease(1, early).ttlSeconds(nanos(-9e9) + nanos(10))).isEqualTo(19);
  }

  @Test
  void oldestEvidenceCountsWhenAllMustPass() {
    var older = new FakeMonitor().okAt(OK_AT - 10);
    assertThat(lease(2, monitor, older).ttlSeconds(nanos(OK_AT))).isEqualTo(19);
  }

  @Test
  void secondNewestEvidenceCountsWhenTwoOfThreeMustPass() {
    var older = new FakeMonitor().okAt(OK_AT - 10);
    var oldest = new FakeMonitor().okAt(OK_AT - 23);
    assertThat(lease(2, oldest, monitor, older).ttlSeconds(nanos(OK_AT))).isEqualTo(19);
    assertThat(lease(3, oldest, monitor, older).ttlSeconds(nanos(OK_AT))).isEqualTo(6);
    assertThat(lease(1, oldest, monitor, older).ttlSeconds(nanos(OK_AT))).isEqualTo(21);
  }

  @Test
  void monitorWithoutAnyPassMakesTheLeaseTheSmallest() {
    var none = new FakeMonitor();
    assertThat(lease(2, monitor, none).ttlSeconds(nanos(OK_AT))).isEqualTo(5);
    assertThat(lease(2, monitor, none).ttlSeconds(nanos(OK_AT) + nanos(25))).isEqualTo(Lease.STALE);
  }

  @Test
  void withoutRoomForTheFreshTtlTheTrueAgeDecides() {
    var tight = new Lease(new FakeMonitor[] {monitor}, 1, nanos(10), nanos(7.5), 5);
    assertThat(tight.ttlSeconds(nanos(OK_AT) + nanos(1))).isEqualTo(9);
    assertThat(tight.ttlSeconds(nanos(OK_AT) + nanos(5))).isEqualTo(5);
    assertThat(tight.ttlSeconds(nanos(OK_AT) + nanos(5.1))).isEqualTo(Lease.STALE);
  }

  @Test
  void returnIsCountedFromTheFailureAfterWhichEnoughMayPass() {
    var a = new FakeMonitor().failedAt(OK_AT - 3);
    var b = new FakeMonitor().failedAt(OK_AT - 8);
    assertThat(lease(2, a, b).failAge(nanos(OK_AT))).isEqualTo(nanos(3));
    assertThat(lease(1, a, b).failAge(nanos(OK_AT))).isEqualTo(nanos(8));
    assertThat(lease(1, monitor).failAge(nanos(OK_AT))).isEqualTo(Long.MAX_VALUE);
  }
}
