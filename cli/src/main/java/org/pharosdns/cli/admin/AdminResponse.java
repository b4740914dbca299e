package org.pharosdns.cli.admin;

import java.nio.charset.StandardCharsets;
import org.pharosdns.cli.control.Body;

/// What is sent for a request.
///
/// @param status the HTTP status
/// @param type the media type
record AdminResponse(int status, String type, Body body) {
  private static final String JSON = "application/json; charset=utf-8";

  static AdminResponse text(int status, String text) {
    return new AdminResponse(
        status, "text/plain; charset=utf-8", Body.of(text.getBytes(StandardCharsets.UTF_8)));
  }

  static AdminResponse json(String json) {
    return json(200, Body.of(json.getBytes(StandardCharsets.UTF_8)));
  }

  static AdminResponse json(int status, Body json) {
    return new AdminResponse(status, JSON, json);
  }
}
