package org.pharosdns.health.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.pharosdns.health.dns.DnsMessages;
import org.pharosdns.health.dns.DnsQuestion;

class ProberDnsTest {
  private final Prober prober = new Prober(System::nanoTime, InstantSource.system());

  @AfterEach
  void close() {
    prober.close();
  }

  private static DnsCheck check(int rcode, @Nullable String address) {
    return new DnsCheck(
        Checks.within(Duration.ofMillis(400)),
        53,
        new DnsQuestion("www.example.com", DnsQuestion.A),
        rcode,
        address);
  }

  private String reason(DnsCheck check, Function<byte[], byte[]> answer) throws IOException {
    try (var server = new FakeDatagramServer(query -> List.of(answer.apply(query)))) {
      return prober.probe(check, server.target()).reason();
    }
  }

  @Test
  void theCodeDecides() throws IOException {
    assertThat(reason(check(0, null), q -> DnsMessages.answer(q, 0, 60))).isEqualTo("ok");
    assertThat(reason(check(0, null), q -> DnsMessages.answer(q, 2, 60)))
        .isEqualTo("rcode-SERVFAIL");
    assertThat(reason(check(3, null), q -> DnsMessages.answer(q, 3, 60))).isEqualTo("ok");
    assertThat(reason(check(3, null), q -> DnsMessages.answer(q, 0, 60)))
        .isEqualTo("rcode-NOERROR");
  }

  @Test
  void theAddressMustBeThere() throws IOException {
    Function<byte[], byte[]> two = q -> DnsMessages.answer(q, 0, 60, "192.0.2.1", "2001:db8::1");
    assertThat(reason(check(0, DnsCheck.ANY), two)).isEqualTo("ok");
    assertThat(reason(check(0, "2001:db8::1"), two)).isEqualTo("ok");
    assertThat(reason(check(0, "192.0.2.2"), two)).isEqualTo("address");
    assertThat(reason(check(0, DnsCheck.ANY), q -> DnsMessages.answer(q, 0, 60)))
        .isEqualTo("address");
  }

  @Test
  void answersToOtherQuestionsAreNotHeard() throws IOException {
    try (var server =
        new FakeDatagramServer(
            query -> {
              byte[] otherId = DnsMessages.answer(query, 2, 60);
              otherId[0]++;
              byte[] otherName = DnsMessages.answer(query, 2, 60);
              otherName[14]++;
              byte[] otherCase = DnsMessages.answer(query, 0, 60);
              otherCase[13] ^= 0x20;
              return List.of(otherId, otherName, new byte[3], otherCase);
            })) {
      assertThat(prober.probe(check(0, null), server.target()).reason()).isEqualTo("ok");
    }
  }

  @Test
  void aTruncatedAnswerIsAskedForOverTcp() throws IOException {
    try (var tcp =
            new FakeServer(
                socket -> {
                  var in = new DataInputStream(socket.getInputStream());
                  byte[] query = in.readNBytes(in.readUnsignedShort());
                  byte[] answer = DnsMessages.answer(query, 0, 60, "192.0.2.9");
                  var out = new DataOutputStream(socket.getOutputStream());
                  out.writeShort(answer.length);
                  out.write(answer);
                });
        var udp =
            new FakeDatagramServer(
                tcp.target().port(),
                q -> List.of(DnsMessages.truncated(DnsMessages.answer(q, 0, 60))))) {
      assertThat(prober.probe(check(0, "192.0.2.9"), udp.target()).reason()).isEqualTo("ok");
    }
  }

  @Test
  void whatIsNoAnswerIsSaidByName() throws IOException {
    assertThat(
            reason(
                check(0, null),
                q -> {
                  byte[] whole = DnsMessages.answer(q, 0, 60, "192.0.2.1");
                  return Arrays.copyOf(whole, whole.length - 1);
                }))
        .isEqualTo("protocol");
    try (var silent = new FakeDatagramServer(_ -> List.of())) {
      assertThat(prober.probe(check(0, null), silent.target()).reason()).isEqualTo("timeout");
    }
  }
}
