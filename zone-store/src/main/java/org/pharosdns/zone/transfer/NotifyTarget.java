package org.pharosdns.zone.transfer;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;
import org.pharosdns.dns.tsig.TsigKey;

/// A server that is told when a zone has changed.
///
/// @param key signs what it is told; null for none
public record NotifyTarget(InetSocketAddress address, @Nullable TsigKey key) {}
