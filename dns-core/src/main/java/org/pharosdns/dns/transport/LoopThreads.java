package org.pharosdns.dns.transport;

/// The threads of a server: what they are called, and how they share a processor with others.
///
/// @param name what the name of each begins with
/// @param beginUdp runs first on each thread of UDP
/// @param beginTcp runs first on each thread of TCP
record LoopThreads(String name, Runnable beginUdp, Runnable beginTcp) {
  /// A turn of the processor in which a batch is answered. Those of other threads are longer,
  /// so this one comes before them when datagrams have come.
  private static final long UDP_TURN_NANOS = 200_000;

  /// A quarter of a processor, where UDP would take all of it.
  private static final int TCP_NICE = 5;

  /// Threads that serve. Where the system refuses what they ask for, they wait for their turn like
  /// all others.
  static LoopThreads serving(SocketKind kind) {
    return kind == SocketKind.NATIVE
        ? new LoopThreads("pharos", LoopThreads::takeShortTurns, LoopThreads::letUdpGoFirst)
        : new LoopThreads("pharos", () -> {}, () -> {});
  }

  /// Threads that nobody waits for.
  static LoopThreads inBackground() {
    return new LoopThreads("background", Background::standBack, Background::standBack);
  }

  private static void takeShortTurns() {
    var _ = Syscalls.setTurn(UDP_TURN_NANOS);
  }

  private static void letUdpGoFirst() {
    var _ = Syscalls.setNice(Syscalls.CALLER, TCP_NICE);
  }
}
