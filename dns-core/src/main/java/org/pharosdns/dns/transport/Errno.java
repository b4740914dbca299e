package org.pharosdns.dns.transport;

import java.io.IOException;

/// Linux's error numbers that the native transport tells apart (errno(3)).
final class Errno {
  static final int EINTR = 4;
  static final int EAGAIN = 11;

  private Errno() {}

  /// Returns what a call returned.
  ///
  /// @throws IOException with the C library's words if that is −errno
  static int check(int result) throws IOException {
    if (result < 0) {
      throw new IOException(text(-result));
    }
    return result;
  }

  /// Returns the C library's words for the numbers that sockets usually fail with.
  static String text(int errno) {
    return switch (errno) {
      case 1 -> "Operation not permitted";
      case 12 -> "Cannot allocate memory";
      case 13 -> "Permission denied";
      case 22 -> "Invalid argument";
      case 23, 24 -> "Too many open files";
      case 90 -> "Message too long";
      case 97 -> "Address family not supported by protocol";
      case 98 -> "Address already in use";
      case 99 -> "Cannot assign requested address";
      case 100 -> "Network is down";
      case 101 -> "Network is unreachable";
      case 105 -> "No buffer space available";
      case 113 -> "No route to host";
      default -> "error " + errno;
    };
  }
}
