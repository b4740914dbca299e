package org.pharosdns.health.check;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/// A UDP server on loopback that answers each datagram with those that a function makes of it.
public final class FakeDatagramServer implements AutoCloseable {
  private final DatagramSocket socket;
  private final Function<byte[], List<byte[]>> answers;

  public FakeDatagramServer(Function<byte[], List<byte[]>> answers) throws IOException {
    this(0, answers);
  }

  /// @param port 0 for one that the system chooses
  public FakeDatagramServer(int port, Function<byte[], List<byte[]>> answers) throws IOException {
    this.socket = new DatagramSocket(port, InetAddress.getLoopbackAddress());
    this.answers = answers;
    Thread.startVirtualThread(this::serve);
  }

  public InetSocketAddress address() {
    return new InetSocketAddress(socket.getLocalAddress(), socket.getLocalPort());
  }

  Target target() {
    return new Target(socket.getLocalAddress(), socket.getLocalPort());
  }

  private void serve() {
    var packet = new DatagramPacket(new byte[4096], 4096);
    try {
      while (true) {
        packet.setLength(4096);
        socket.receive(packet);
        byte[] question = Arrays.copyOf(packet.getData(), packet.getLength());
        for (byte[] answer : answers.apply(question)) {
          socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
        }
      }
    } catch (IOException e) {
      socket.close();
    }
  }

  @Override
  public void close() {
    socket.close();
  }
}
