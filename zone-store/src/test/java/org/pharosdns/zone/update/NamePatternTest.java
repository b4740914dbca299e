package org.pharosdns.zone.update;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pharosdns.dns.wire.DnsName;

/// Which names a rule of the update policy means.
class NamePatternTest {
  private static final DnsName APEX = DnsName.parse("example.com");

  @ParameterizedTest
  @CsvSource({
    "_acme-challenge.**, _acme-challenge.example.com, true",
    "_acme-challenge.**, _acme-challenge.a.b.example.com, true",
    "_acme-challenge.**, _Acme-Challenge.A.example.com, true",
    "_acme-challenge.**, x._acme-challenge.example.com, false",
    "_acme-challenge.**, www.example.com, false",
    "*, www.example.com, true",
    "*, a.www.example.com, false",
    "*, example.com, false",
    "**, example.com, true",
    "**, a.b.example.com, true",
    "@, example.com, true",
    "@, www.example.com, false",
    "*.dyn, a.dyn.example.com, true",
    "*.dyn, dyn.example.com, false",
    "**.dyn.**, a.dyn.b.example.com, true",
    "www.example.com., www.example.com, true"
  })
  void matches(String pattern, String name, boolean expected) {
    assertThat(NamePattern.parse(pattern, APEX).matches(DnsName.parse(name))).isEqualTo(expected);
  }

  @Test
  void aNameIsTakenApartOnceWithoutCopiesOfItsEnds() {
    var pattern = NamePattern.parse("_acme-challenge.**", APEX);
    var name = DnsName.parse("_acme-challenge." + "a.".repeat(110) + "example.com");
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    assertThat(pattern.matches(name)).isTrue();
    var before = threads.getCurrentThreadAllocatedBytes();
    pattern.matches(name);
    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(16 << 10);
  }

  @Test
  @Timeout(10)
  void manyStarsCostNoTime() {
    var pattern = NamePattern.parse("**.a.".repeat(40) + "**.b", APEX);
    assertThat(pattern.matches(DnsName.parse("a.".repeat(110) + "example.com"))).isFalse();
  }
}
