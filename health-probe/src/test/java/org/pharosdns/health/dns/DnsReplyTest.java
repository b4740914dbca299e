package org.pharosdns.health.dns;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/// For how long an answer may be used.
class DnsReplyTest {
  private final byte[] query = new DnsQuestion("a.example", DnsQuestion.A).query(1);

  private int ttl(byte[] answer) throws MalformedReplyException {
    return requireNonNull(DnsReply.parse(answer, query)).ttlSeconds();
  }

  private byte[] answer(int rcode, int ttl, String... addresses) {
    return DnsMessages.answer(query, rcode, ttl, addresses);
  }

  @Test
  void addressesForTheLeastOfTheirTtls() throws Exception {
    assertThat(ttl(answer(0, 300, "192.0.2.1"))).isEqualTo(300);
    assertThat(ttl(DnsMessages.withSoa(answer(0, 300, "192.0.2.1"), 60, 60))).isEqualTo(300);
  }

  @Test
  void thatThereAreNoneForTheTtlOfTheSoaOrItsMinimumWhicheverIsLess() throws Exception {
    assertThat(ttl(DnsMessages.withSoa(answer(3, 0), 900, 60))).isEqualTo(60);
    assertThat(ttl(DnsMessages.withSoa(answer(3, 0), 30, 60))).isEqualTo(30);
    assertThat(ttl(DnsMessages.withSoa(answer(0, 0), 900, 600))).isEqualTo(600);
  }

  @Test
  void thatThereAreNoneNotAtAllWithoutASoa() throws Exception {
    assertThat(ttl(answer(3, 0))).isZero();
  }

  @Test
  void anAuthoritySectionThatEndsTooEarlyIsMalformed() {
    byte[] whole = DnsMessages.withSoa(answer(3, 0), 900, 60);
    byte[] cut = Arrays.copyOf(whole, whole.length - 1);
    assertThatThrownBy(() -> ttl(cut)).isInstanceOf(MalformedReplyException.class);
  }
}
