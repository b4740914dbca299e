package org.pharosdns.health.check;

import java.io.IOException;
import java.net.Socket;

/// The conversation of an {@link AgentCheck}: the target speaks one line.
final class AgentProbe {
  private static final int LONGEST_LINE = 1024;

  private AgentProbe() {}

  static Finding hold(Socket socket) throws IOException, ProbeEnded {
    var in = socket.getInputStream();
    var line = new StringBuilder(32);
    byte[] buffer = new byte[LONGEST_LINE];
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      for (int i = 0; i < n; i++) {
        if (buffer[i] == '\n') {
          return AgentLine.parse(line.toString());
        }
        line.append((char) (buffer[i] & 0xff));
      }
      if (line.length() > LONGEST_LINE) {
        throw ProbeEnded.failed("too-large");
      }
    }
    if (line.isEmpty()) {
      throw ProbeEnded.failed("closed");
    }
    return AgentLine.parse(line.toString());
  }
}
