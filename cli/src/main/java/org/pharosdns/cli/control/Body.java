package org.pharosdns.cli.control;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;

/// The body of an answer: how long it is, and then its octets, in pieces as they are taken.
public interface Body {
  /// A client must take an answer at least so fast, beside the time that is for each. It is made
  /// while it is written, so a server that has much to do must be able to keep up with that.
  int LEAST_OCTETS_A_SECOND = 512 << 10;

  /// Returns how many octets there are.
  long octets();

  /// Writes all of them, and does not close `out`.
  void writeTo(OutputStream out) throws IOException;

  /// Returns how long a client may take for it.
  ///
  /// @param least for a short one
  default Duration time(Duration least) {
    return least.plusSeconds(octets() / LEAST_OCTETS_A_SECOND);
  }

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
