package org.pharosdns.cli.steering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pharosdns.cli.control.RefusedException;

/// Whose answer `explain --client` may ask for.
class ClientNetworkTest {
  @ParameterizedTest
  @CsvSource({"10.1.2.3/24,10.1.2.0/24", "10.1.2.3/0,0.0.0.0/0", "2001:db8::1/64,2001:db8::/64"})
  void noNetworkHasBitsBehindItsPrefix(String text, String network) {
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> ClientNetwork.parse(text))
        .satisfies(
            e ->
                assertThat(e.problems())
                    .containsExactly(
                        "\"%s\" has bits behind its prefix: the network is %s"
                            .formatted(text, network)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"www", "10.1.2.3.4/24", "10.1.2.0/33", "10.1.2.0/-1", "2001:db8::/129"})
  void whatIsNoNetworkIsRefused(String text) {
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> ClientNetwork.parse(text))
        .satisfies(
            e ->
                assertThat(e.problems())
                    .singleElement()
                    .asString()
                    .endsWith("is no address or network, such as 192.0.2.1 or 192.0.2.0/24"));
  }

  @Test
  void anAddressIsANetworkOfOneThatAsksByItself() throws Exception {
    assertThat(ClientNetwork.parse("10.1.2.3").isSubnet()).isFalse();
    assertThat(ClientNetwork.parse("10.1.2.3/32").isSubnet()).isTrue();
    assertThat(ClientNetwork.parse("2001:db8::/56").prefixBits()).isEqualTo(56);
  }
}
