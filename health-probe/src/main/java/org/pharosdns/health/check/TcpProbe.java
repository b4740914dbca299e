package org.pharosdns.health.check;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/// The conversation of a {@link TcpCheck}.
final class TcpProbe {
  private TcpProbe() {}

  static void hold(TcpCheck check, Socket socket) throws IOException, ProbeEnded {
    if (check.send() != null) {
      socket.getOutputStream().write(check.send().getBytes(StandardCharsets.ISO_8859_1));
    }
    if (check.expect() != null) {
      expect(check.expect().getBytes(StandardCharsets.ISO_8859_1), socket.getInputStream());
    }
  }

  private static void expect(byte[] text, InputStream in) throws IOException, ProbeEnded {
    var search = new TextSearch(text);
    byte[] buffer = new byte[1024];
    int total = 0;
    while (!search.found()) {
      if (total == Check.READ_LIMIT) {
        throw ProbeEnded.failed("too-large");
      }
      int n = in.read(buffer, 0, Math.min(buffer.length, Check.READ_LIMIT - total));
      if (n < 0) {
        throw ProbeEnded.failed(total == 0 ? "closed" : "expect");
      }
      search.take(buffer, 0, n);
      total += n;
    }
  }
}
