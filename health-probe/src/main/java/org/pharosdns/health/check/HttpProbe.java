package org.pharosdns.health.check;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/// The conversation of an {@link HttpCheck}: one request, one answer (RFC 9112), read as far as the
/// check needs. Nothing asks for a compressed answer and nothing unpacks one.
final class HttpProbe {
  private HttpProbe() {}

  static Finding hold(HttpCheck check, Socket socket, int headOctets)
      throws IOException, ProbeEnded {
    socket.getOutputStream().write(request(check).getBytes(StandardCharsets.UTF_8));
    var response = new HttpResponse(socket.getInputStream(), headOctets);
    int status = response.readHead(check.method());
    if (!check.accepts(status)) {
      throw ProbeEnded.failed("status-" + status);
    }
    if (check.body() == null) {
      response.readBody(check.bodyLimit(), null);
    } else {
      var search = new TextSearch(check.body().getBytes(StandardCharsets.UTF_8));
      response.readBody(check.bodyLimit(), search);
      if (!search.found()) {
        throw ProbeEnded.failed("body");
      }
    }
    return Finding.OK;
  }

  private static String request(HttpCheck check) {
    var text = new StringBuilder(256);
    text.append(check.method()).append(' ').append(check.path()).append(" HTTP/1.1\r\n");
    header(text, "Host", check.host());
    header(text, "Connection", "close");
    if (!has(check, "User-Agent")) {
      header(text, "User-Agent", "pharos");
    }
    if (!has(check, "Accept")) {
      header(text, "Accept", "*/*");
    }
    if (check.method().equals("POST") || check.method().equals("PUT")) {
      header(text, "Content-Length", "0");
    }
    check.headers().forEach((name, value) -> header(text, name, value));
    return text.append("\r\n").toString();
  }

  private static void header(StringBuilder text, String name, String value) {
    text.append(name).append(": ").append(value).append("\r\n");
  }

  private static boolean has(HttpCheck check, String header) {
    return check.headers().keySet().stream().anyMatch(header::equalsIgnoreCase);
  }
}
