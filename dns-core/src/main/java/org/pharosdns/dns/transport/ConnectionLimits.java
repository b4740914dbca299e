package org.pharosdns.dns.transport;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;

/// Counts open connections, in all and per client network (/32 of IPv4, /64 of IPv6). Any thread.
final class ConnectionLimits {
  private final int most;
  private final int mostPerClient;
  private final Map<Network, Integer> perClient = new HashMap<>();
  private int open;
  private volatile boolean crowded;

  private record Network(boolean ipv6, long prefix) {}

  ConnectionLimits(int most, int mostPerClient) {
    this.most = most;
    this.mostPerClient = mostPerClient;
  }

  /// Counts a connection from `client` and returns true, or returns false if it is one too many.
  synchronized boolean admit(InetAddress client) {
    var network = network(client);
    int already = perClient.getOrDefault(network, 0);
    if (open >= most || already >= mostPerClient) {
      return false;
    }
    perClient.put(network, already + 1);
    count(open + 1);
    return true;
  }

  /// Forgets a connection that was admitted.
  synchronized void release(InetAddress client) {
    perClient.computeIfPresent(network(client), (network, n) -> n == 1 ? null : n - 1);
    count(open - 1);
  }

  /// Whether more than three quarters of all connections are in use.
  boolean crowded() {
    return crowded;
  }

  private void count(int now) {
    open = now;
    crowded = 4L * open > 3L * most;
  }

  private static Network network(InetAddress client) {
    var octets = ByteBuffer.wrap(client.getAddress());
    return client instanceof Inet4Address
        ? new Network(false, octets.getInt())
        : new Network(true, octets.getLong());
  }
}
