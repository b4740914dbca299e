package org.pharosdns.health.check;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;

/// Runs a {@link UdpCheck}: one datagram out, one in, from a port that the system chooses.
final class UdpProbe {
  private UdpProbe() {}

  static Finding run(UdpCheck check, InetSocketAddress server, Duration left, int readOctets)
      throws IOException, ProbeEnded {
    try (var socket = new DatagramSocket()) {
      socket.connect(server);
      byte[] octets = check.send().getBytes(StandardCharsets.ISO_8859_1);
      socket.send(new DatagramPacket(octets, octets.length));
      var answer = new DatagramPacket(new byte[readOctets], readOctets);
      socket.setSoTimeout(Math.clamp(left.toMillis(), 1, Integer.MAX_VALUE));
      socket.receive(answer);
      requireText(check, Arrays.copyOf(answer.getData(), answer.getLength()));
      return Finding.OK;
    }
  }

  private static void requireText(UdpCheck check, byte[] answer) throws ProbeEnded {
    if (check.expect() != null) {
      var search = new TextSearch(check.expect().getBytes(StandardCharsets.ISO_8859_1));
      if (!search.take(answer, 0, answer.length)) {
        throw ProbeEnded.failed("expect");
      }
    }
  }
}
