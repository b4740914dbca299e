package org.pharosdns.health.check;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.PortUnreachableException;
import java.net.SocketTimeoutException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Tells errors of the target from errors of this host.
///
/// EHOSTUNREACH counts against the target: that is what a dead machine on the same network or its
/// last router causes. ENETUNREACH is void: it says that this host has no way there. So is
/// everything else that opening a connection or asking a question can fail with, but a refusal, a
/// reset and a time-out.
final class NetworkErrors {
  private NetworkErrors() {}

  /// Returns what an error means that may come before the target is reached: while connecting, or
  /// while asking by datagrams.
  static ProbeEnded whileConnecting(IOException error) {
    if (error instanceof BindException) {
      return ProbeEnded.locally("no-address");
    }
    String remote = remoteReason(error);
    if (remote != null || error instanceof ConnectException) {
      return ProbeEnded.failed(remote == null ? "refused" : remote);
    }
    String local = localReason(error);
    return ProbeEnded.locally(local == null ? "local" : local);
  }

  /// Returns what an error on an open connection means.
  static ProbeEnded whileTalking(IOException error) {
    String local = localReason(error);
    if (local != null) {
      return ProbeEnded.locally(local);
    }
    String remote = remoteReason(error);
    return ProbeEnded.failed(remote == null ? "reset" : remote);
  }

  /// The JDK has types of exceptions for some system calls, and for others only the text.
  private static @Nullable String remoteReason(IOException error) {
    String text = textOf(error);
    if (error instanceof SocketTimeoutException || text.contains("timed out")) {
      return "timeout";
    }
    if (error instanceof NoRouteToHostException
        || text.contains("no route to host")
        || text.contains("host is down")) {
      return "unreachable";
    }
    if (error instanceof PortUnreachableException || text.contains("refused")) {
      return "refused";
    }
    return text.contains("reset") || text.contains("broken pipe") ? "reset" : null;
  }

  private static @Nullable String localReason(IOException error) {
    String text = textOf(error);
    if (text.contains("network is unreachable") || text.contains("network is down")) {
      return "no-route";
    }
    if (text.contains("too many open files")) {
      return "no-descriptors";
    }
    if (text.contains("no buffer space") || text.contains("cannot allocate memory")) {
      return "no-buffers";
    }
    if (text.contains("not permitted") || text.contains("permission denied")) {
      return "not-permitted";
    }
    return null;
  }

  private static String textOf(IOException error) {
    return String.valueOf(error.getMessage()).toLowerCase(Locale.ROOT);
  }
}
