package org.pharosdns.conformance.rfc8914;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.pharosdns.conformance.Ask;
import org.pharosdns.conformance.Reply;
import org.pharosdns.conformance.Serving;

/// The codes of section 4 that say something about our answers, and where there is none.
class ExtendedErrorTest {
  private static final Serving ZONE = Serving.zone("a.test.", "x A 192.0.2.1\n");
  private static final int UPDATE = 5 << 11;
  private static final int OPCODE_15 = 15 << 11;

  private static Reply ask(Ask ask) {
    return ZONE.ask(ask.payload(1232));
  }

  private static List<String> options(Reply reply) {
    return Objects.requireNonNull(reply.edns()).options();
  }

  @Test
  void code18ProhibitedWhereTransferOrUpdateIsNotAllowed() {
    var transfer = ask(Ask.of("a.test. AXFR").overTcp());
    assertThat(transfer.status()).isEqualTo("REFUSED");
    assertThat(options(transfer)).containsExactly("15:0012");
    var update = ask(Ask.of("a.test. SOA").flags(UPDATE));
    assertThat(update.status()).isEqualTo("REFUSED");
    assertThat(options(update)).containsExactly("15:0012");
  }

  @Test
  void code20NotAuthoritativeOutsideOurZones() {
    var reply = ask(Ask.of("elsewhere.net. A"));
    assertThat(reply.status()).isEqualTo("REFUSED");
    assertThat(options(reply)).containsExactly("15:0014");
    assertThat(options(ask(Ask.of("a.test. A").inClass(4)))).containsExactly("15:0014");
  }

  @Test
  void code21NotSupportedForUnknownOpcodesAndChaosNames() {
    var reply = ask(Ask.of("a.test. SOA").flags(OPCODE_15));
    assertThat(reply.status()).isEqualTo("NOTIMP");
    assertThat(options(reply)).containsExactly("15:0015");
    assertThat(options(ask(Ask.of("authors.bind. TXT").inClass(3)))).containsExactly("15:0015");
  }

  @Test
  void ordinaryAnswersCarryNone() {
    assertThat(options(ask(Ask.of("x.a.test. A")))).isEmpty();
    assertThat(options(ask(Ask.of("nothing.a.test. A")))).isEmpty();
    assertThat(options(ask(Ask.of("x.a.test. MX")))).isEmpty();
  }

  @Test
  void noneIsSentToWhoHasNoEdns() {
    assertThat(ZONE.ask("elsewhere.net. A").edns()).isNull();
  }
}
