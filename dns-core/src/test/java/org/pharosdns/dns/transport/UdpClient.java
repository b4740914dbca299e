package org.pharosdns.dns.transport;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// A UDP client that speaks in texts. Connected: it hears only the very address that it asks.
final class UdpClient implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 10_000;

  private final DatagramSocket socket;
  private final byte[] buffer = new byte[65_535];

  UdpClient(InetSocketAddress server) throws IOException {
    socket = new DatagramSocket();
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.setReceiveBufferSize(4 << 20);
    socket.connect(server);
  }

  DatagramSocket socket() {
    return socket;
  }

  void send(String text) throws IOException {
    var octets = text.getBytes(StandardCharsets.US_ASCII);
    socket.send(new DatagramPacket(octets, octets.length));
  }

  byte[] receiveOctets() throws IOException {
    var packet = new DatagramPacket(buffer, buffer.length);
    socket.receive(packet);
    return Arrays.copyOf(buffer, packet.getLength());
  }

  String receive() throws IOException {
    return new String(receiveOctets(), StandardCharsets.US_ASCII);
  }

  String ask(String text) throws IOException {
    send(text);
    return receive();
  }

  @Override
  public void close() {
    socket.close();
  }
}
