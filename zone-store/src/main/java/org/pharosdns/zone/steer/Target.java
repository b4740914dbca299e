package org.pharosdns.zone.steer;

/// Where a member is probed when that is not the address it publishes.
///
/// @param host an address or a host name
/// @param port 1 to 65535, or 0 for the port of the check
public record Target(String host, int port) {
  @Override
  public String toString() {
    if (port == 0) {
      return host;
    }
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
  }
}
