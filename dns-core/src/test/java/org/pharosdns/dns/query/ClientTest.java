package org.pharosdns.dns.query;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ClientTest {
  @Test
  void anImaginedClientIsToldApartAndCannotBeAnsweredLater() {
    var imagined = Client.imagined(Client.Transport.UDP);
    assertThat(imagined.isImagined()).isTrue();
    assertThat(imagined.replyPath()).isNull();
    assertThat(new Client(Client.Transport.UDP).isImagined()).isFalse();
  }
}
