package org.pharosdns.cli.config;

import java.time.Duration;
import org.pharosdns.zone.load.LoadLimits;

/// `[limits]`.
///
/// @param udpPayload octets offered and sent, 512 to 4096
/// @param tcpConnections in all, at least 1
/// @param tcpPerClient per /32 or /64, at least 1
/// @param tcpIdle how long a connection may be silent
/// @param tcpMessage how long one message may take from its first octet
/// @param chain CNAME and DNAME links followed, 1 to 64
/// @param zoneFiles what a zone file may ask for
/// @param monitors at most, at least 1
/// @param probeStartsPerSecond at most, at least 1
public record LimitsSection(
    int udpPayload,
    int tcpConnections,
    int tcpPerClient,
    Duration tcpIdle,
    Duration tcpMessage,
    int chain,
    LoadLimits zoneFiles,
    int monitors,
    int probeStartsPerSecond) {}
