package org.pharosdns.cli.control;

import java.io.IOException;
import java.io.OutputStream;

/// The body of an answer: how long it is, and then its octets, in pieces as they are taken.
public interface Body {
  /// Returns how many octets there are.
  long octets();

  /// Writes all of them, and does not close `out`.
  void writeTo(OutputStream out) throws IOException;

  /// A body that is there as a whole.
  static Body of(byte[] octets) {
    return new WholeBody(octets);
  }

  /// A value that does not change, as JSON: written once to see how long it is, and then again for
  /// who takes it. It is never in memory as a whole.
  static Body json(Object value) {
    return JsonBody.of(value);
  }
}
