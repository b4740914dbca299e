package org.pharosdns.health.check;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.PortUnreachableException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Tells errors of the target from errors of this host.
///
/// EHOSTUNREACH counts against the target: that is what a dead machine on the same network or its
/// last router causes. ENETUNREACH is void: it says that this host has no way there. So is
/// everything else that opening a connection can fail with, but a refusal, a reset and a time-out.
final class NetworkErrors {
  private NetworkErrors() {}

  /// Returns what an error while connecting means.
  static ProbeEnded whileConnecting(IOException error) {
    String text = textOf(error);
    return switch (error) {
      case NoRouteToHostException _ -> ProbeEnded.failed("unreachable");
      case BindException _ -> ProbeEnded.locally("no-address");
      case ConnectException _ ->
          ProbeEnded.failed(text.contains("timed out") ? "timeout" : "refused");
      default -> {
        String local = localReason(text);
        yield text.contains("reset")
            ? ProbeEnded.failed("reset")
            : ProbeEnded.locally(local == null ? "local" : local);
      }
    };
  }

  /// Returns what an error on an open connection means.
  static ProbeEnded whileTalking(IOException error) {
    String text = textOf(error);
    String local = localReason(text);
    if (local != null) {
      return ProbeEnded.locally(local);
    }
    if (error instanceof NoRouteToHostException) {
      return ProbeEnded.failed("unreachable");
    }
    if (text.contains("timed out")) {
      return ProbeEnded.failed("timeout");
    }
    boolean refused =
        error instanceof PortUnreachableException || error instanceof ConnectException;
    return ProbeEnded.failed(refused ? "refused" : "reset");
  }

  private static @Nullable String localReason(String text) {
    if (text.contains("network is unreachable")) {
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
