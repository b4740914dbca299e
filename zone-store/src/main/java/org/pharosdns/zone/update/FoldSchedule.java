package org.pharosdns.zone.update;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.pharosdns.dns.wire.DnsName;

/// When the journals of zones move into their files: once nobody has changed a zone for a while,
/// but at the latest a minute after the first change that its file does not have, or when there
/// is a mebibyte of them. Times are monotonic nanoseconds. Any thread.
final class FoldSchedule {
  private static final long LATEST_NANOS = Duration.ofSeconds(60).toNanos();
  private static final long RETRY_NANOS = Duration.ofSeconds(60).toNanos();
  private static final long MOST_OCTETS = 1 << 20;

  private final long quietNanos;
  private final Map<DnsName, Due> dues = new ConcurrentHashMap<>();

  /// @param firstNanos when the first change came
  /// @param octets of all changes
  private record Due(long firstNanos, long octets, long atNanos) {}

  /// @param quiet how long nobody must have changed a zone before its file is
  FoldSchedule(Duration quiet) {
    quietNanos = quiet.toNanos();
  }

  /// A zone has more in its journal now.
  ///
  /// @param octets how much more
  void changed(DnsName apex, long nowNanos, long octets) {
    dues.merge(
        apex,
        due(nowNanos, octets, nowNanos),
        (before, any) -> due(before.firstNanos, before.octets + octets, nowNanos));
  }

  private Due due(long firstNanos, long octets, long nowNanos) {
    var untilLatest = firstNanos + LATEST_NANOS - nowNanos;
    var wait = octets >= MOST_OCTETS ? 0 : Math.min(quietNanos, untilLatest);
    return new Due(firstNanos, octets, nowNanos + wait);
  }

  /// The file of a zone has all changes.
  void folded(DnsName apex) {
    dues.remove(apex);
  }

  /// A zone could not be folded.
  void failed(DnsName apex, long nowNanos) {
    dues.put(apex, new Due(nowNanos, 0, nowNanos + RETRY_NANOS));
  }

  /// Takes out the zones whose time has come.
  List<DnsName> takeDue(long nowNanos) {
    var taken = new ArrayList<DnsName>();
    dues.forEach(
        (apex, due) -> {
          if (due.atNanos - nowNanos <= 0 && dues.remove(apex, due)) {
            taken.add(apex);
          }
        });
    return taken;
  }

  /// Takes out all zones.
  List<DnsName> takeAll() {
    var taken = List.copyOf(dues.keySet());
    taken.forEach(dues::remove);
    return taken;
  }
}
