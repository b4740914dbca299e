package org.pharosdns.cli.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class AdminSocketTest {
  @Test
  void anAddressThatWasNeverServedIsFreeAgain() throws Exception {
    var loopback = InetAddress.getLoopbackAddress();
    var socket = AdminSocket.bind(new InetSocketAddress(loopback, 0));
    var port = socket.http().getAddress().getPort();
    socket.close();
    try (var next = new ServerSocket(port, 1, loopback)) {
      assertThat(next.isBound()).isTrue();
    }
  }
}
