package org.pharosdns.dns.server;

import org.jspecify.annotations.Nullable;

/// What the operator decides about answers in general.
///
/// @param udpPayload octets offered and sent over UDP, 512 to 4096
/// @param identity NSID (RFC 5001) and `id.server` (RFC 4892), or null for none
/// @param version `version.bind`, or null for REFUSED
/// @param rotate whether unsteered A and AAAA RRsets start at a random record
/// @param chainLinks the most CNAME and DNAME links followed in one answer, 1 to 64
/// @param tcpIdleMillis how long a TCP connection may be silent, what clients that ask are told
///     (RFC
///     7828)
public record ServerSettings(
    int udpPayload,
    @Nullable String identity,
    @Nullable String version,
    boolean rotate,
    int chainLinks,
    long tcpIdleMillis) {
  /// The defaults: 1232 octets, nameless, rotating, 16 links.
  public static final ServerSettings DEFAULTS = new ServerSettings(1232, null, null, true, 16);

  /// Creates settings with ten seconds of TCP silence.
  public ServerSettings(
      int udpPayload,
      @Nullable String identity,
      @Nullable String version,
      boolean rotate,
      int chainLinks) {
    this(udpPayload, identity, version, rotate, chainLinks, 10_000);
  }
}
