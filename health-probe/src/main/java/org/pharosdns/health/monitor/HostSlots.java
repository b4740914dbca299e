package org.pharosdns.health.monitor;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.pharosdns.health.check.Target;

/// How many probes of each target host run, and who waits for one of them to end. A name and its
/// address are one host.
final class HostSlots {
  private static final class Host {
    final String name;
    int held;
    final ArrayDeque<Watched> waiting = new ArrayDeque<>(0);

    Host(String name) {
      this.name = name;
    }
  }

  private final int limit;
  private final Function<Target, String> hostOf;
  private final Map<String, Host> hosts = new HashMap<>();

  /// Who holds a slot of which host: that of its name may be another one when it is given back.
  private final Map<Watched, Host> holders = new HashMap<>();

  HostSlots(int limit, Function<Target, String> hostOf) {
    this.limit = limit;
    this.hostOf = hostOf;
  }

  /// Returns true if the monitor holds a slot or takes one, or queues it for one.
  boolean enter(Watched watched) {
    if (holders.containsKey(watched)) {
      return true;
    }
    Host host = hosts.computeIfAbsent(hostOf.apply(watched.monitor().target()), Host::new);
    if (host.held == limit) {
      host.waiting.add(watched);
      return false;
    }
    host.held++;
    holders.put(watched, host);
    return true;
  }

  /// Gives the slot of a monitor, if it holds one, to who waited longest for it, and returns that
  /// one.
  @Nullable Watched leave(Watched watched) {
    Host host = holders.remove(watched);
    if (host == null) {
      return null;
    }
    Watched next = host.waiting.poll();
    if (next != null) {
      holders.put(next, host);
    } else if (--host.held == 0) {
      hosts.remove(host.name);
    }
    return next;
  }

  void forEachWaiting(Consumer<Watched> action) {
    hosts.values().forEach(host -> host.waiting.forEach(action));
  }
}
