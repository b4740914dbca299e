package org.pharosdns.health.dns;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.junit.jupiter.api.Test;
import org.pharosdns.testkit.GeneratedInputs;

/// Any octets as the reply of a name server: somebody else's, malformed, or one with its addresses.
class DnsReplyFuzzTest {
  private static final byte[] QUERY =
      new DnsQuestion("www.example.test", DnsQuestion.A).query(0x1234);

  @FuzzTest
  void anyReply(byte[] input) {
    try {
      var reply = DnsReply.parse(input, QUERY);
      if (reply != null) {
        assertThat(reply.rcode()).isBetween(0, 15);
        assertThat(reply.ttlSeconds()).isNotNegative();
        assertThat(reply.addresses().size()).isLessThanOrEqualTo(input.length / 14);
      }
    } catch (MalformedReplyException _) {
      return;
    }
  }

  @Test
  void generatedReplies() {
    GeneratedInputs.of(DnsReplyFuzzTest.class, "anyReply").feed(50_000, this::anyReply);
  }
}
