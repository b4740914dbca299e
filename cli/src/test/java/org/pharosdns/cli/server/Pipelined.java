package org.pharosdns.cli.server;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/// A TCP client that sends many questions at once, by its own choice of address.
final class Pipelined implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 10_000;

  private final Socket socket = new Socket();
  private final DataInputStream in;

  /// @param from the client's own address, for example in 127.0.0.0/8
  Pipelined(InetSocketAddress server, String from) throws IOException {
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.bind(new InetSocketAddress(InetAddress.ofLiteral(from), 0));
    socket.connect(server, PATIENCE_MILLIS);
    in = new DataInputStream(socket.getInputStream());
  }

  /// Returns the framed question for the addresses of `name`.
  static byte[] question(int id, String name) {
    var message = new ByteArrayOutputStream();
    message.writeBytes(new byte[] {(byte) (id >>> 8), (byte) id, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0});
    for (var label : name.split("\\.", -1)) {
      message.write(label.length());
      message.writeBytes(label.getBytes(StandardCharsets.US_ASCII));
    }
    message.writeBytes(new byte[] {0, 0, 1, 0, 1});
    var framed = new ByteArrayOutputStream();
    framed.write(message.size() >>> 8);
    framed.write(message.size());
    framed.writeBytes(message.toByteArray());
    return framed.toByteArray();
  }

  /// Sends the questions with IDs from 0 on.
  void ask(String name, int count) throws IOException {
    var octets = new ByteArrayOutputStream();
    for (var id = 0; id < count; id++) {
      octets.writeBytes(question(id, name));
    }
    socket.getOutputStream().write(octets.toByteArray());
  }

  /// Returns the ID of the next answer, or -1 when the server has ended the connection by FIN.
  int receive() throws IOException {
    int length;
    try {
      length = in.readUnsignedShort();
    } catch (EOFException end) {
      return -1;
    }
    var id = in.readUnsignedShort();
    in.skipNBytes(length - 2L);
    return id;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
