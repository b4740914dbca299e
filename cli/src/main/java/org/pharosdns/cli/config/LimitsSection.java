package org.pharosdns.cli.config;

import org.pharosdns.dns.transport.TcpSettings;
import org.pharosdns.zone.load.LoadLimits;

/// `[limits]`.
///
/// @param udpPayload octets offered and sent, 512 to 4096
/// @param tcp what TCP clients may ask for
/// @param chain CNAME and DNAME links followed, 1 to 64
/// @param zoneFiles what a zone file may ask for
/// @param monitors at most, at least 1
/// @param probeStartsPerSecond at most, at least 1
/// @param probesPerHost at once to one target address, at least 1
/// @param probeReadOctets of header fields and of answers without a limit of their own, 1,024 to
///     1,048,576
/// @param control what clients of the control API may ask for
/// @param logLines of one kind in a second, at least 1
public record LimitsSection(
    int udpPayload,
    TcpSettings tcp,
    int chain,
    LoadLimits zoneFiles,
    int monitors,
    int probeStartsPerSecond,
    int probesPerHost,
    int probeReadOctets,
    ControlLimits control,
    int logLines) {}
