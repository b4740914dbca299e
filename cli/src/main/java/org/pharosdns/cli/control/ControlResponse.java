package org.pharosdns.cli.control;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.OutputStream;

/// What is answered to a request.
///
/// @param status the HTTP status
/// @param phrase that goes with it
record ControlResponse(int status, String phrase, Body body) {
  /// Writes this as the only message of a connection; its length and the end are stated.
  void write(OutputStream out) throws IOException {
    var head =
        """
        HTTP/1.1 %d %s\r
        content-type: application/json\r
        content-length: %d\r
        connection: close\r
        \r
        """
            .formatted(status, phrase, body.octets());
    out.write(head.getBytes(ISO_8859_1));
    body.writeTo(out);
    out.flush();
  }
}
