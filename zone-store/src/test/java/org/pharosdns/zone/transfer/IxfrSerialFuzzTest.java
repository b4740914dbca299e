package org.pharosdns.zone.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.pharosdns.dns.query.Client;
import org.pharosdns.dns.query.Draw;
import org.pharosdns.dns.query.Query;
import org.pharosdns.dns.query.QueryParser;
import org.pharosdns.dns.query.ReplyPath;
import org.pharosdns.dns.server.ZoneRequest;
import org.pharosdns.testkit.GeneratedInputs;

/// Any message as the request for an incremental transfer: a serial or none.
class IxfrSerialFuzzTest {
  private final Query query = new Query(new Draw(1));
  private final Client client =
      new Client(
          Client.Transport.TCP,
          () ->
              new ReplyPath() {
                @Override
                public void answer(byte[] message, int length) {}

                @Override
                public boolean send(byte[] message, int length) {
                  return false;
                }

                @Override
                public void close() {}
              });

  @FuzzTest
  void anyRequest(byte[] input) {
    if (QueryParser.parse(query, input, 0, input.length, client, 0) == QueryParser.PARSED) {
      try (var request = Objects.requireNonNull(ZoneRequest.of(query, null))) {
        assertThat(IxfrSerial.of(request)).isBetween(-1L, 0xffff_ffffL);
      }
    }
  }

  @Test
  void generatedRequests() {
    GeneratedInputs.of(IxfrSerialFuzzTest.class, "anyRequest").feed(20_000, this::anyRequest);
  }
}
