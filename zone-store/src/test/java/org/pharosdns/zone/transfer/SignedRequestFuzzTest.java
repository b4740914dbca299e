package org.pharosdns.zone.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.pharosdns.dns.query.Client;
import org.pharosdns.dns.query.Draw;
import org.pharosdns.dns.query.Query;
import org.pharosdns.dns.query.QueryParser;
import org.pharosdns.dns.tsig.TsigAlgorithm;
import org.pharosdns.dns.tsig.TsigKey;
import org.pharosdns.dns.tsig.TsigKeys;
import org.pharosdns.dns.tsig.TsigOutcome;
import org.pharosdns.dns.tsig.TsigVerifier;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.testkit.GeneratedInputs;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.TSIG;

/// Any message as a signed request: what is found good is good for dnsjava too, and a signed answer
/// has the length that was kept free for it.
class SignedRequestFuzzTest {
  private static final long NOW = 1_700_000_000;
  private static final byte[] SECRET = "a secret of some length".getBytes(StandardCharsets.UTF_8);

  private final Query query = new Query(new Draw(1));
  private final Client client = new Client(Client.Transport.TCP);
  private final TsigVerifier verifier =
      new TsigVerifier(
          () -> {
            var key = new TsigKey(DnsName.parse("key"), TsigAlgorithm.HMAC_SHA256, SECRET);
            return TsigKeys.of(List.of(key));
          },
          () -> NOW);

  @FuzzTest
  void anyMessage(byte[] input) throws IOException {
    var parsed = QueryParser.parse(query, input, 0, input.length, client, 0);
    if (parsed != QueryParser.PARSED || !query.signed()) {
      return;
    }
    switch (verifier.verify(query)) {
      case TsigOutcome.Good good -> {
        assertThat(verifiedByDnsjava(input)).isTrue();
        var answer = new byte[12 + good.signer().octets()];
        assertThat(good.signer().append(answer, 0, 12)).isEqualTo(answer.length);
      }
      case TsigOutcome.Rejected rejected -> {
        var answer = new byte[12 + rejected.response().octets()];
        assertThat(rejected.response().append(answer, 0, 12)).isEqualTo(answer.length);
      }
      case TsigOutcome.Malformed _ -> {}
    }
  }

  private static boolean verifiedByDnsjava(byte[] input) throws IOException {
    var clock = Clock.fixed(Instant.ofEpochSecond(NOW), ZoneOffset.UTC);
    var secret = new SecretKeySpec(SECRET, "HmacSHA256");
    var key = new TSIG(TSIG.HMAC_SHA256, Name.fromConstantString("key."), secret, clock);
    return key.verify(new Message(input), input, null) == Rcode.NOERROR;
  }

  @Test
  void generatedMessages() {
    GeneratedInputs.of(SignedRequestFuzzTest.class, "anyMessage").feed(20_000, this::anyMessage);
  }
}
