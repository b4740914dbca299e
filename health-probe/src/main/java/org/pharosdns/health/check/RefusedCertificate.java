package org.pharosdns.health.check;

import java.security.cert.CertificateException;

/// Says which of the reason words a certificate was refused for.
final class RefusedCertificate extends CertificateException {
  private static final long serialVersionUID = 1L;
  private final String reason;

  RefusedCertificate(String reason, CertificateException cause) {
    super(cause);
    this.reason = reason;
  }

  String reason() {
    return reason;
  }
}
