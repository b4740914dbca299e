package org.pharosdns.cli.gdnsd;

/// The configuration of gdnsd cannot be read at all; the message says where and why.
public final class GdnsdException extends Exception {
  private static final long serialVersionUID = 1;

  GdnsdException(String message) {
    super(message);
  }
}
