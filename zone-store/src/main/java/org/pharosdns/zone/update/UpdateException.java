package org.pharosdns.zone.update;

/// An update that is not carried out, and the RCODE that says why (RFC 2136 section 2.2).
final class UpdateException extends Exception {
  private static final long serialVersionUID = 1;

  private final int rcode;

  /// @param message for the log, names escaped
  UpdateException(int rcode, String message) {
    super(message, null, false, false);
    this.rcode = rcode;
  }

  int rcode() {
    return rcode;
  }
}
