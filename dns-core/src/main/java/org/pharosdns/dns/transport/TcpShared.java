package org.pharosdns.dns.transport;

import io.netty.buffer.UnpooledByteBufAllocator;
import java.net.InetSocketAddress;
import java.util.List;

/// What all TCP clients of a server have in common.
///
/// @param wanted who is served
/// @param places which connections take and give back
/// @param memory told of what waits in connections
record TcpShared(
    ListenAddresses wanted,
    TcpLimits limits,
    ConnectionLimits places,
    TcpMemory memory,
    TransportCounters counters,
    CountedLog log) {
  /// @param listen all addresses that will be bound
  static TcpShared of(
      List<InetSocketAddress> listen,
      TcpSettings settings,
      TransportCounters counters,
      CountedLog log) {
    var most = Descriptors.affordable(settings.connections(), log);
    var places = new ConnectionLimits(most, settings.perClient());
    return new TcpShared(
        new ListenAddresses(listen),
        TcpLimits.of(settings),
        places,
        new TcpMemory(settings.memoryOctets(), places::open),
        counters,
        log);
  }

  /// Returns the clients of each loop, none yet.
  List<TcpClients> clients(EventLoops loops) {
    var buffers = buffers();
    return loops.loops().stream()
        .map(loop -> new TcpClients(loop, loops.worker(loop), this, buffers))
        .toList();
  }

  /// Returns an allocator that gives back what it does not need any more. One with pools would keep
  /// what a crowd has used for the next crowd, or a chunk for each size that was ever asked for.
  static UnpooledByteBufAllocator buffers() {
    return new UnpooledByteBufAllocator(true, false);
  }
}
