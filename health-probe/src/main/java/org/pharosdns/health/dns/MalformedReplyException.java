package org.pharosdns.health.dns;

import java.io.IOException;

/// A server answered with something that is no DNS message.
public final class MalformedReplyException extends IOException {
  private static final long serialVersionUID = 1L;

  MalformedReplyException() {
    super("malformed DNS reply");
  }
}
