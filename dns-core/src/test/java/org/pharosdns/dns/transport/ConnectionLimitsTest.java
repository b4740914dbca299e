package org.pharosdns.dns.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;

final class ConnectionLimitsTest {
  private final ConnectionLimits limits = new ConnectionLimits(4, 2);

  @Test
  void admitsAsManyAsTheLimitInAll() throws UnknownHostException {
    assertThat(admit("192.0.2.1")).isTrue();
    assertThat(admit("192.0.2.2")).isTrue();
    assertThat(admit("192.0.2.3")).isTrue();
    assertThat(admit("192.0.2.4")).isTrue();
    assertThat(admit("192.0.2.5")).isFalse();
  }

  @Test
  void countsEachIpv4AddressAndEachIpv6NetworkOf64Bits() throws UnknownHostException {
    assertThat(admit("192.0.2.1")).isTrue();
    assertThat(admit("192.0.2.1")).isTrue();
    assertThat(admit("192.0.2.1")).isFalse();
    assertThat(admit("2001:db8::1")).isTrue();
    assertThat(admit("2001:db8::2:1")).isTrue();
    assertThat(admit("2001:db8::3")).isFalse();
  }

  @Test
  void ipv6NetworkWithTheBitsOfAnIpv4AddressIsAnother() throws UnknownHostException {
    assertThat(admit("0.0.0.1")).isTrue();
    assertThat(admit("0.0.0.1")).isTrue();
    assertThat(admit("::1:0:0:0:0")).isTrue();
  }

  @Test
  void releasedConnectionMakesRoom() throws UnknownHostException {
    assertThat(admit("192.0.2.1")).isTrue();
    assertThat(admit("192.0.2.1")).isTrue();
    limits.release(InetAddress.getByName("192.0.2.1"));
    assertThat(admit("192.0.2.1")).isTrue();
  }

  @Test
  void isCrowdedAboveThreeQuarters() throws UnknownHostException {
    admit("192.0.2.1");
    admit("192.0.2.2");
    admit("192.0.2.3");
    assertThat(limits.crowded()).isFalse();
    admit("192.0.2.4");
    assertThat(limits.crowded()).isTrue();
    limits.release(InetAddress.getByName("192.0.2.4"));
    assertThat(limits.crowded()).isFalse();
  }

  private boolean admit(String address) throws UnknownHostException {
    return limits.admit(InetAddress.getByName(address));
  }
}
