package org.pharosdns.cli.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTextTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "::",
        "::1",
        "1::",
        "2001:db8::1",
        "2001:0:0:1::1",
        "1::2:0:0:3",
        "1:2:3:4:5:6:7:8"
      })
  void shortestFormIsPrinted(String text) {
    String printed = AddressText.of(new InetSocketAddress(InetAddress.ofLiteral(text), 53));
    assertThat(printed).isEqualTo((text.contains(":") ? "[" + text + "]" : text) + ":53");
  }
}
