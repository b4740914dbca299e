package org.pharosdns.cli.config;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// `[dnstap]`.
///
/// @param socket a Unix socket, or null
/// @param address a TCP port; null when there is a socket
/// @param sample the share of queries that are sent with their answers, above 0 to 1
/// @param queries whether AUTH_QUERY is sent
/// @param responses whether AUTH_RESPONSE is sent
/// @param bufferOctets of each event loop
public record DnstapSection(
    @Nullable Path socket,
    @Nullable InetSocketAddress address,
    double sample,
    boolean queries,
    boolean responses,
    int bufferOctets) {}
