package org.pharosdns.conformance.steering;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/// A target that says one line to whoever connects.
final class Agent implements AutoCloseable {
  private final ServerSocket listening;
  private volatile String line;

  private Agent(ServerSocket listening, String line) {
    this.listening = listening;
    this.line = line;
  }

  static Agent saying(String line) {
    try {
      var listening = new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
      var agent = new Agent(listening, line);
      Thread.ofVirtual().start(agent::serve);
      return agent;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Says this from the next connection on.
  void say(String next) {
    line = next;
  }

  private void serve() {
    while (!listening.isClosed()) {
      answer();
    }
  }

  private void answer() {
    try (var client = listening.accept()) {
      client.getOutputStream().write((line + "\r\n").getBytes(US_ASCII));
    } catch (IOException gone) {
      // The prober may leave whenever it wants to.
      return;
    }
  }

  @Override
  public void close() {
    try {
      listening.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Returns `ADDRESS:PORT`.
  @Override
  public String toString() {
    return "127.0.0.1:" + listening.getLocalPort();
  }
}
