package org.pharosdns.cli.admin;

import java.nio.charset.StandardCharsets;

/// What is sent for a request.
///
/// @param status the HTTP status
/// @param type the media type
@SuppressWarnings("ArrayRecordComponent") // written once, never compared
record AdminResponse(int status, String type, byte[] body) {
  static AdminResponse text(int status, String text) {
    return new AdminResponse(
        status, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
  }

  static AdminResponse json(String json) {
    return json(200, json);
  }

  static AdminResponse json(int status, String json) {
    return new AdminResponse(
        status, "application/json; charset=utf-8", json.getBytes(StandardCharsets.UTF_8));
  }
}
