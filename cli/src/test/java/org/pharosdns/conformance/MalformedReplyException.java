package org.pharosdns.conformance;

import java.io.Serial;

/// A reply breaks the message format of RFC 1035 section 4.
public final class MalformedReplyException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  MalformedReplyException(String message) {
    super(message);
  }
}
