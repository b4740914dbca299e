package org.pharosdns.cli.control;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serial;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/// An HTTP/1.1 request or response as far as the control socket needs it: a start line, header
/// fields, and a body whose length is stated (RFC 9112 without chunks and without a second message
/// on a connection).
///
/// @param startLine without its line end
/// @param fields by lower-case name
record HttpMessage(String startLine, Map<String, String> fields, String body) {
  /// The largest start line and header section in octets.
  static final int MAX_HEAD = 16 << 10;

  /// Returns a message with a JSON body.
  static HttpMessage json(String startLine, String body) {
    return new HttpMessage(startLine, Map.of("content-type", "application/json"), body);
  }

  /// Reads one message.
  ///
  /// @param maxBody the largest body in octets
  /// @throws MalformedException when it is none, or larger than the limits
  static HttpMessage read(InputStream in, int maxBody) throws IOException, MalformedException {
    String[] lines = readHead(in).split("\r?\n", -1);
    Map<String, String> fields = new HashMap<>();
    for (int i = 1; i < lines.length; i++) {
      int colon = lines[i].indexOf(':');
      if (colon <= 0) {
        throw new MalformedException(400, "a header field has no colon");
      }
      fields.put(
          lines[i].substring(0, colon).toLowerCase(Locale.ROOT),
          lines[i].substring(colon + 1).strip());
    }
    return new HttpMessage(lines[0], fields, readBody(in, fields, maxBody));
  }

  private static String readHead(InputStream in) throws IOException, MalformedException {
    var head = new ByteArrayOutputStream(512);
    int lineLength = 0;
    while (true) {
      int octet = in.read();
      if (octet < 0) {
        throw new EOFException("the connection ended within a message");
      }
      if (octet == '\n') {
        if (lineLength == 0) {
          return head.toString(ISO_8859_1).stripTrailing();
        }
        lineLength = 0;
      } else if (octet != '\r') {
        lineLength++;
      }
      if (head.size() == MAX_HEAD) {
        throw new MalformedException(431, "the header section is larger than 16 KiB");
      }
      head.write(octet);
    }
  }

  private static String readBody(InputStream in, Map<String, String> fields, int maxBody)
      throws IOException, MalformedException {
    if (fields.containsKey("transfer-encoding")) {
      throw new MalformedException(411, "the length of the body must be stated");
    }
    String stated = fields.getOrDefault("content-length", "0");
    if (!stated.matches("[0-9]{1,18}")) {
      throw new MalformedException(400, "Content-Length is no number");
    }
    long length = Long.parseLong(stated);
    if (length > maxBody) {
      throw new MalformedException(413, "the body is larger than " + maxBody + " octets");
    }
    byte[] body = in.readNBytes((int) length);
    if (body.length < length) {
      throw new EOFException("the connection ended within a message");
    }
    return new String(body, UTF_8);
  }

  /// Writes this message; the length of the body and the end of the connection are stated.
  void write(OutputStream out) throws IOException {
    var head = new StringBuilder(startLine).append("\r\n");
    fields.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    byte[] octets = body.getBytes(UTF_8);
    head.append("content-length: ").append(octets.length).append("\r\nconnection: close\r\n\r\n");
    var message = new ByteArrayOutputStream(head.length() + octets.length);
    message.writeBytes(head.toString().getBytes(ISO_8859_1));
    message.writeBytes(octets);
    out.write(message.toByteArray());
    out.flush();
  }

  /// The octets are no message that is taken here.
  static final class MalformedException extends Exception {
    @Serial private static final long serialVersionUID = 1;

    private final int status;

    MalformedException(int status, String problem) {
      super(problem);
      this.status = status;
    }

    /// Returns the HTTP status that says so.
    int status() {
      return status;
    }

    /// Returns what is wrong, one sentence.
    String problem() {
      return String.valueOf(getMessage());
    }
  }
}
