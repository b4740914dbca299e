package org.pharosdns.dns.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.pharosdns.testkit.GeneratedInputs;
import org.pharosdns.testkit.MalformedMessageException;
import org.pharosdns.testkit.SecondReader;

/// Any octets: never an exception, no octet outside of the message looked at, and what is read is
/// what stands there.
class QueryParserFuzzTest {
  private static final int NSID = 3;
  private static final int COOKIE = 10;
  private static final int KEEPALIVE = 11;

  private final Query query = new Query(new Draw(1));
  private final Query shifted = new Query(new Draw(1));
  private final Client client = new Client(Client.Transport.UDP);

  @FuzzTest
  void anyMessage(byte[] input) {
    var outcome = QueryParser.parse(query, input, 0, input.length, client, 0);
    assertThat(outcome == QueryParser.SILENCE)
        .isEqualTo(input.length < 12 || (input[2] & 0x80) != 0);
    if (outcome != QueryParser.SILENCE) {
      assertThat(query.questionOctets()).isEqualTo(SecondReader.questionOctets(input));
      compareWithSecondReader(input, outcome);
    }
    compareWithItselfElsewhere(input, outcome);
  }

  /// The second reader is stricter: it follows pointers, and wants nothing behind the last record.
  private void compareWithSecondReader(byte[] input, int outcome) {
    try {
      var message = SecondReader.read(input, input.length);
      var edns = query.edns();
      if (outcome == QueryParser.PARSED && !message.opt().isEmpty()) {
        var opt = message.opt().getFirst();
        assertThat(edns.udpPayload()).isEqualTo(opt.payload());
        assertThat(edns.version()).isEqualTo(opt.version());
        if (edns.version() == 0) {
          assertThat(edns.nsidAsked()).isEqualTo(!opt.data(NSID).isEmpty());
          assertThat(edns.keepaliveAsked()).isEqualTo(!opt.data(KEEPALIVE).isEmpty());
          assertThat(edns.cookieOctets() > 0).isEqualTo(!opt.data(COOKIE).isEmpty());
        }
      }
      if (outcome == QueryParser.PARSED) {
        assertThat(edns.present()).isEqualTo(!message.opt().isEmpty());
      }
    } catch (MalformedMessageException _) {
      return;
    }
  }

  /// The same message at the very end of a larger array, where each octet before it is another one.
  private void compareWithItselfElsewhere(byte[] input, int outcome) {
    var padded = new byte[input.length + 7];
    Arrays.fill(padded, (byte) 0xff);
    System.arraycopy(input, 0, padded, 7, input.length);
    assertThat(QueryParser.parse(shifted, padded, 7, input.length, client, 0)).isEqualTo(outcome);
    assertThat(shifted.questionOctets()).isEqualTo(query.questionOctets());
    assertThat(shifted.signed()).isEqualTo(query.signed());
    assertThat(shifted.edns().subnetBits()).isEqualTo(query.edns().subnetBits());
    if (query.questionOctets() > 0) {
      assertThat(shifted.name().sameAs(query.name(), 0)).isTrue();
    }
  }

  @Test
  void generatedMessages() {
    GeneratedInputs.of(QueryParserFuzzTest.class, "anyMessage").feed(20_000, this::anyMessage);
  }
}
