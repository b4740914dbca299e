package org.pharosdns.dns.transport;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// A TCP client that speaks in length-prefixed texts.
final class TcpClient implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 10_000;

  private final Socket socket = new Socket();
  private final DataInputStream in;
  private final DataOutputStream out;

  TcpClient(InetSocketAddress server) throws IOException {
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.connect(server, PATIENCE_MILLIS);
    in = new DataInputStream(socket.getInputStream());
    out = new DataOutputStream(socket.getOutputStream());
  }

  Socket socket() {
    return socket;
  }

  /// Returns the frame of `text`.
  static byte[] frame(String text) {
    var octets = text.getBytes(StandardCharsets.US_ASCII);
    return ByteBuffer.allocate(2 + octets.length)
        .putShort((short) octets.length)
        .put(octets)
        .array();
  }

  void send(String text) throws IOException {
    write(frame(text));
  }

  /// Writes octets in one piece.
  void write(byte[] octets) throws IOException {
    out.write(octets);
  }

  /// Returns the next answer.
  byte[] receiveOctets() throws IOException {
    var answer = new byte[in.readUnsignedShort()];
    in.readFully(answer);
    return answer;
  }

  String receive() throws IOException {
    return new String(receiveOctets(), StandardCharsets.US_ASCII);
  }

  String ask(String text) throws IOException {
    send(text);
    return receive();
  }

  /// Waits until the server has closed; returns the number of octets that still came.
  long octetsUntilEnd() throws IOException {
    return in.skip(Long.MAX_VALUE);
  }

  /// Waits for the next octet; returns -1 if the server has closed with FIN.
  int read() throws IOException {
    return in.read();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
