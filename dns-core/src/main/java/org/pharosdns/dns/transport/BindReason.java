package org.pharosdns.dns.transport;

import io.netty.util.NetUtil;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/// Why an address could not be bound, in an operator's words.
final class BindReason {
  private BindReason() {}

  /// Returns `ADDRESS:PORT PROTOCOL: reason`.
  static String sentence(InetSocketAddress address, String protocol, Throwable cause) {
    return text(address) + " " + protocol + ": " + words(cause.getMessage());
  }

  /// Returns the address as it stands in a configuration file: `[::1]:53`.
  static String text(InetSocketAddress address) {
    var ip = address.getAddress();
    if (ip == null) {
      return address.getHostString() + ":" + address.getPort();
    }
    var host = NetUtil.toAddressString(ip);
    return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + address.getPort();
  }

  private static String words(@Nullable String message) {
    if (message == null) {
      return "it cannot be bound";
    }
    if (message.contains("Address already in use")) {
      return "another socket uses this port already";
    }
    if (message.contains("Cannot assign requested address")) {
      return "no interface of this machine has this address";
    }
    if (message.contains("Permission denied")) {
      return "permission denied; a port below 1024 needs root or the capability"
          + " CAP_NET_BIND_SERVICE";
    }
    if (message.contains("Address family not supported")) {
      return "this machine does not speak that version of IP";
    }
    if (message.contains("Too many open files")) {
      return "too many open files; raise the limit (ulimit -n)";
    }
    return message;
  }
}
