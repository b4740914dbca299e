package org.pharosdns.cli.admin;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.pharosdns.dns.server.QueryCounters;
import org.pharosdns.dns.wire.Rcode;
import org.pharosdns.dns.wire.RcodeName;

/// Answers per second by RCODE over the last five minutes: one column a second. Used by one thread.
final class AnswerRates {
  static final int SECONDS = 300;

  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final long[] before = new long[Rcode.COUNT];
  private final List<long[]> columns = new ArrayList<>();
  private boolean begun;
  private long columnNanos;

  /// Adds a column for each second that has passed since the last one; none before the first.
  void tick(List<QueryCounters> loops, long nowNanos) {
    var seconds = begun ? Math.round((nowNanos - columnNanos) / (double) SECOND) : 1;
    if (seconds == 0) {
      return;
    }
    var column = new long[Rcode.COUNT];
    for (var rcode = 0; rcode < Rcode.COUNT; rcode++) {
      var number = rcode;
      var total = loops.stream().mapToLong(loop -> loop.answers(number)).sum();
      column[rcode] = (total - before[rcode]) / seconds;
      before[rcode] = total;
    }
    columnNanos = begun ? columnNanos + seconds * SECOND : nowNanos;
    for (var i = Math.min(seconds, SECONDS); begun && i > 0; i--) {
      columns.add(column);
    }
    begun = true;
    while (columns.size() > SECONDS) {
      columns.removeFirst();
    }
  }

  /// Returns the rates of the RCODEs that occurred, by name; each list ends with the newest second.
  Map<String, List<Long>> byRcode() {
    var rates = new TreeMap<String, List<Long>>();
    for (var rcode = 0; rcode < Rcode.COUNT; rcode++) {
      var number = rcode;
      var rate = columns.stream().mapToLong(column -> column[number]).toArray();
      if (rcode == Rcode.NOERROR || Arrays.stream(rate).anyMatch(answers -> answers > 0)) {
        rates.put(RcodeName.of(rcode), Arrays.stream(rate).boxed().toList());
      }
    }
    return rates;
  }
}
