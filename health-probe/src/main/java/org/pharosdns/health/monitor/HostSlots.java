package org.pharosdns.health.monitor;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// How many probes of each target address run, and who waits for one of them to end.
final class HostSlots {
  private static final class Host {
    int running;
    final ArrayDeque<Watched> waiting = new ArrayDeque<>(0);
  }

  private final int limit;
  private final Map<String, Host> hosts = new HashMap<>();

  HostSlots(int limit) {
    this.limit = limit;
  }

  /// Takes a slot and returns true, or queues the monitor for one.
  boolean enter(Watched watched) {
    Host host = hosts.computeIfAbsent(hostOf(watched), _ -> new Host());
    if (host.running == limit) {
      host.waiting.add(watched);
      return false;
    }
    host.running++;
    return true;
  }

  /// Gives a slot back and returns who waited longest for it, without giving it to them.
  @Nullable Watched leave(Watched watched) {
    Host host = hosts.get(hostOf(watched));
    if (host == null) {
      throw new IllegalStateException("no probe of " + watched.monitor().label() + " runs");
    }
    host.running--;
    Watched next = host.waiting.poll();
    if (host.running == 0 && next == null) {
      hosts.remove(hostOf(watched));
    }
    return next;
  }

  void forEachWaiting(Consumer<Watched> action) {
    hosts.values().forEach(host -> host.waiting.forEach(action));
  }

  private static String hostOf(Watched watched) {
    return watched.monitor().target().host();
  }
}
