package org.pharosdns.health.check;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// The conversation of a {@link TcpCheck}, and that of a {@link TlsCheck} once hands are shaken.
final class TcpProbe {
  private TcpProbe() {}

  static Finding hold(@Nullable String send, @Nullable String expect, Socket socket, int readOctets)
      throws IOException, ProbeEnded {
    if (send != null) {
      socket.getOutputStream().write(send.getBytes(StandardCharsets.ISO_8859_1));
    }
    if (expect != null) {
      expect(expect.getBytes(StandardCharsets.ISO_8859_1), socket.getInputStream(), readOctets);
    }
    return Finding.OK;
  }

  private static void expect(byte[] text, InputStream in, int readOctets)
      throws IOException, ProbeEnded {
    var search = new TextSearch(text);
    byte[] buffer = new byte[1024];
    int total = 0;
    while (!search.found()) {
      // The octet after the last one allowed tells whether there is more.
      int n = in.read(buffer, 0, Math.min(buffer.length, readOctets + 1 - total));
      if (n < 0) {
        throw ProbeEnded.failed(total == 0 ? "closed" : "expect");
      }
      total += n;
      if (total > readOctets && !search.take(buffer, 0, n - 1)) {
        throw ProbeEnded.failed("too-large");
      }
      search.take(buffer, 0, n);
    }
  }
}
