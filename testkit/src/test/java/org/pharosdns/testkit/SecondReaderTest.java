package org.pharosdns.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class SecondReaderTest {
  private static final String QUESTION = "03777777 046d61696c 00 0001 0001";

  private static byte[] octets(String hex) {
    return HexFormat.of().parseHex(hex.replace(" ", ""));
  }

  private static SecondReader.Contents read(String hex) throws MalformedMessageException {
    var octets = octets(hex);
    return SecondReader.read(octets, octets.length);
  }

  @Test
  void namesInRdataAreWrittenOut() throws Exception {
    var message =
        read(
            "1234 8400 0001 0001 0000 0001"
                + QUESTION
                + "c00c 000f 0001 0000003c 0006 000a 0158 c010"
                + "00 0029 04d0 01 00 8000 0006 000f 0002 0016");
    assertThat(message.answer())
        .containsExactly(new SecondReader.Item("www.mail.", 15, 1, 60, "000a0178046d61696c00"));
    assertThat(message.questionOctets()).isEqualTo(14);
    assertThat(message.rcode()).isEqualTo(16);
    assertThat(message.opt().getFirst().data(15)).containsExactly("0016");
  }

  @Test
  void whatBreaksTheFormatIsRefused() {
    assertRefused("1234 8400 0001 0000 0000 0000 c00c 0001 0001", "a pointer at 12 to 12");
    assertRefused("1234 8400 0001 0000 0000 0000" + QUESTION + "00", "1 octets behind the end");
    assertRefused(
        "1234 8400 0001 0001 0000 0000" + QUESTION + "c01a 0001 0001 00000000 0000", "a pointer");
    assertRefused(
        "1234 8400 0001 0001 0000 0000" + QUESTION + "c00c 0001 0001 00000000 0001",
        "a record passes");
    assertRefused(
        "1234 8400 0000 0000 0000 0001 00 0029 0000 00000000 0004 0001 0001", "an option passes");
    assertRefused("1234 8400 0000 0001 0000 0000 00 0029 0000 00000000 0000", "OPT outside of");
  }

  private static void assertRefused(String hex, String problem) {
    assertThatThrownBy(() -> read(hex))
        .isInstanceOf(MalformedMessageException.class)
        .hasMessageContaining(problem);
  }

  @Test
  void theQuestionOfAQueryIsMeasured() {
    assertThat(SecondReader.questionOctets(octets("1234 0000 0001 0000 0000 0000" + QUESTION)))
        .isEqualTo(14);
    assertThat(SecondReader.questionOctets(octets("1234 0000 0002 0000 0000 0000" + QUESTION)))
        .isZero();
    assertThat(SecondReader.questionOctets(octets("1234 0000 0001 0000 0000 0000 0377"))).isZero();
  }
}
