package org.pharosdns.testkit;

import java.io.Serial;

/// The octets are no DNS message.
public final class MalformedMessageException extends Exception {
  @Serial private static final long serialVersionUID = 1;

  MalformedMessageException(String problem) {
    super(problem);
  }
}
