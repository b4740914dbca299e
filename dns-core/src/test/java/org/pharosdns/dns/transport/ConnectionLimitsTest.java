package org.pharosdns.dns.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.pharosdns.dns.transport.ConnectionLimits.Place;

/// Who gets a place and who loses one. Time in seconds.
final class ConnectionLimitsTest {
  private final ConnectionLimits limits = new ConnectionLimits(4, 2);
  private final List<String> left = new ArrayList<>();

  @Test
  void admitsAsManyAsTheLimitInAll() {
    assertThat(admit("192.0.2.1", 0)).isNotNull();
    assertThat(admit("192.0.2.2", 0)).isNotNull();
    assertThat(admit("192.0.2.3", 0)).isNotNull();
    assertThat(admit("192.0.2.4", 0)).isNotNull();
    assertThat(admit("192.0.2.5", 0)).isNull();
  }

  @Test
  void countsEachIpv4AddressAndEachIpv6NetworkOf64Bits() {
    assertThat(admit("192.0.2.1", 0)).isNotNull();
    assertThat(admit("192.0.2.1", 0)).isNotNull();
    assertThat(admit("192.0.2.1", 0)).isNull();
    assertThat(admit("2001:db8::1", 0)).isNotNull();
    assertThat(admit("2001:db8::2:1", 0)).isNotNull();
    assertThat(admit("2001:db8::3", 0)).isNull();
  }

  @Test
  void ipv6NetworkWithTheBitsOfAnIpv4AddressIsAnother() {
    assertThat(admit("0.0.0.1", 0)).isNotNull();
    assertThat(admit("0.0.0.1", 0)).isNotNull();
    assertThat(admit("::1:0:0:0:0", 0)).isNotNull();
  }

  @Test
  void releasedConnectionMakesRoomOnce() {
    var first = admitted("192.0.2.1", 0);
    admitted("192.0.2.1", 0);
    assertThat(limits.release(first)).isTrue();
    assertThat(limits.release(first)).isFalse();
    assertThat(admit("192.0.2.1", 0)).isNotNull();
    assertThat(admit("192.0.2.1", 0)).isNull();
    assertThat(limits.open()).isEqualTo(2);
  }

  @Test
  void isCrowdedAboveThreeQuarters() {
    admitted("192.0.2.1", 0);
    admitted("192.0.2.2", 0);
    admitted("192.0.2.3", 0);
    assertThat(limits.crowded()).isFalse();
    var fourth = admitted("192.0.2.4", 0);
    assertThat(limits.crowded()).isTrue();
    limits.release(fourth);
    assertThat(limits.crowded()).isFalse();
  }

  @Test
  void whoHasSaidNothingLeavesFirst() {
    admitted("192.0.2.1", 0).spoke(nanos(0.1));
    admitted("192.0.2.2", 0.2);
    admitted("192.0.2.3", 0.3).spoke(nanos(0.3));
    admitted("192.0.2.4", 0.4).spoke(nanos(0.4));
    assertThat(admit("192.0.2.5", 0.249)).isNull();
    assertThat(admit("192.0.2.5", 0.25)).isNotNull();
    assertThat(left).containsExactly("192.0.2.2");
    assertThat(limits.open()).isEqualTo(4);
  }

  @Test
  void ofTheQuietOnesTheQuietestLeaves() {
    admitted("192.0.2.1", 0).spoke(nanos(3));
    admitted("192.0.2.2", 0).spoke(nanos(2));
    admitted("192.0.2.3", 0).spoke(nanos(4));
    admitted("192.0.2.4", 0).spoke(nanos(5));
    assertThat(admit("192.0.2.5", 2.9)).isNull();
    assertThat(admit("192.0.2.5", 5)).isNotNull();
    assertThat(left).containsExactly("192.0.2.2");
  }

  @Test
  void ofTheQuietOnesOneOfTheLargestClientLeavesFirst() {
    admitted("192.0.2.1", 0).spoke(nanos(1));
    admitted("192.0.2.2", 0).spoke(nanos(3));
    admitted("192.0.2.2", 0).spoke(nanos(2));
    admitted("192.0.2.3", 0).spoke(nanos(1));
    assertThat(admit("192.0.2.4", 10)).isNotNull();
    assertThat(left).containsExactly("192.0.2.2");
    assertThat(admit("192.0.2.5", 10)).isNotNull();
    assertThat(left).hasSize(2).doesNotHaveDuplicates();
  }

  @Test
  void newcomerTakesTheQuietestPlaceOfItsOwnNetworkWhenThatIsFull() {
    admitted("192.0.2.9", 0).spoke(0);
    admitted("192.0.2.1", 0).spoke(nanos(2));
    admitted("192.0.2.1", 0).spoke(nanos(1));
    assertThat(admit("192.0.2.1", 2.5)).isNotNull();
    assertThat(left).containsExactly("192.0.2.1");
    assertThat(limits.open()).isEqualTo(3);
  }

  @Test
  void whenAllAreBusyALargerClientGivesOnePlace() {
    admitted("192.0.2.1", 0).spoke(nanos(1));
    admitted("192.0.2.1", 0).spoke(nanos(1));
    admitted("192.0.2.2", 0).spoke(nanos(1));
    admitted("192.0.2.2", 0).spoke(nanos(1));
    assertThat(admit("192.0.2.3", 1)).isNotNull();
    assertThat(left).hasSize(1);
    assertThat(admit("192.0.2.3", 1)).as("as many as the largest would have then").isNull();
  }

  private @Nullable Place admit(String address, double seconds) {
    var network = ClientNetwork.of(InetAddress.ofLiteral(address));
    return limits.admit(network, nanos(seconds), () -> left.add(address));
  }

  private Place admitted(String address, double seconds) {
    return Objects.requireNonNull(admit(address, seconds));
  }

  private static long nanos(double seconds) {
    return (long) (seconds * 1e9);
  }
}
