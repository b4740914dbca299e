package org.pharosdns.zone.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.pharosdns.zone.steer.Address;

/// The places for copies, and who gets them.
class TransferPlacesTest {
  private final TransferPlaces places = new TransferPlaces(64);

  private int takenBy(String address) {
    var taken = 0;
    while (places.take(Address.parse(address))) {
      taken++;
    }
    return taken;
  }

  @Test
  void nobodyGetsMoreThanAreLeftForOthers() {
    assertThat(takenBy("192.0.2.1")).isEqualTo(32);
    assertThat(takenBy("2001:db8::1")).isEqualTo(16);
    assertThat(takenBy("192.0.2.2")).isEqualTo(8);
    assertThat(places.take(Address.parse("192.0.2.1"))).isFalse();
    places.giveBack(Address.parse("192.0.2.1"));
    assertThat(places.take(Address.parse("192.0.2.1"))).isFalse();
    assertThat(places.take(Address.parse("192.0.2.3"))).isTrue();
  }

  @Test
  void thereAreSoManyAndNoMore() {
    for (var client = 1; client <= 64; client++) {
      assertThat(places.take(Address.parse("192.0.2." + client))).as("%s", client).isTrue();
    }
    assertThat(places.take(Address.parse("192.0.2.65"))).isFalse();
    places.giveBack(Address.parse("192.0.2.7"));
    assertThat(places.take(Address.parse("192.0.2.65"))).isTrue();
  }

  @Test
  void theEndWaitsForThoseThatAreTaken() throws Exception {
    var client = Address.parse("192.0.2.1");
    assertThat(places.awaitFree(Duration.ZERO)).isTrue();
    assertThat(places.take(client)).isTrue();
    assertThat(places.awaitFree(Duration.ofMillis(1))).isFalse();
    Thread.startVirtualThread(() -> places.giveBack(client));
    assertThat(places.awaitFree(Duration.ofMinutes(1))).isTrue();
  }
}
