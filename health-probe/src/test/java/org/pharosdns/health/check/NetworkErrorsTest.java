package org.pharosdns.health.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.PortUnreachableException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.Test;

class NetworkErrorsTest {
  private static String connecting(IOException error) {
    ProbeEnded end = NetworkErrors.whileConnecting(error);
    return end.kind() + " " + end.reason();
  }

  private static String talking(IOException error) {
    ProbeEnded end = NetworkErrors.whileTalking(error);
    return end.kind() + " " + end.reason();
  }

  @Test
  void whatTheTargetOrItsNetworkDoesIsAFailure() {
    assertThat(connecting(new ConnectException("Connection refused"))).isEqualTo("FAIL refused");
    assertThat(connecting(new ConnectException("Connection timed out"))).isEqualTo("FAIL timeout");
    assertThat(connecting(new NoRouteToHostException("No route to host")))
        .isEqualTo("FAIL unreachable");
    assertThat(connecting(new SocketException("Connection reset"))).isEqualTo("FAIL reset");
    assertThat(talking(new SocketException("Connection reset"))).isEqualTo("FAIL reset");
    assertThat(talking(new SocketException("Broken pipe"))).isEqualTo("FAIL reset");
    assertThat(talking(new SocketException("Connection timed out"))).isEqualTo("FAIL timeout");
  }

  @Test
  void whatThisHostCannotDoIsVoid() {
    assertThat(connecting(new SocketException("Network is unreachable")))
        .isEqualTo("VOID no-route");
    assertThat(connecting(new BindException("Cannot assign requested address")))
        .isEqualTo("VOID no-address");
    assertThat(connecting(new SocketException("Too many open files")))
        .isEqualTo("VOID no-descriptors");
    assertThat(connecting(new SocketException("No buffer space available")))
        .isEqualTo("VOID no-buffers");
    assertThat(connecting(new SocketException("Operation not permitted")))
        .isEqualTo("VOID not-permitted");
    assertThat(connecting(new SocketException("Protocol family unavailable")))
        .isEqualTo("VOID local");
    assertThat(talking(new SocketException("Network is unreachable"))).isEqualTo("VOID no-route");
  }

  @Test
  void aQuestionByDatagramsFailsByTheTargetOrItsNetwork() {
    assertThat(connecting(new PortUnreachableException("ICMP Port Unreachable")))
        .isEqualTo("FAIL refused");
    assertThat(connecting(new SocketTimeoutException("Receive timed out")))
        .isEqualTo("FAIL timeout");
    assertThat(connecting(new IOException("No route to host"))).isEqualTo("FAIL unreachable");
    assertThat(connecting(new SocketException("Broken pipe"))).isEqualTo("FAIL reset");
  }

  @Test
  void aQuestionByDatagramsThatThisHostCannotAskIsVoid() {
    assertThat(connecting(new BindException("Address already in use")))
        .isEqualTo("VOID no-address");
    assertThat(connecting(new SocketException("Network is down"))).isEqualTo("VOID no-route");
    assertThat(connecting(new SocketException("Address family not supported by protocol")))
        .isEqualTo("VOID local");
    assertThat(connecting(new IOException("Cannot assign requested address")))
        .isEqualTo("VOID local");
  }
}
