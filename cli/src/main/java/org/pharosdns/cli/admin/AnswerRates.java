package org.pharosdns.cli.admin;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.pharosdns.dns.server.QueryCounters;
import org.pharosdns.dns.wire.Rcode;
import org.pharosdns.dns.wire.RcodeName;

/// Answers per second by RCODE over the last five minutes: one column a second. Used by one thread.
final class AnswerRates {
  private static final int SECONDS = 300;

  private final long[] before = new long[Rcode.COUNT];
  private final List<long[]> columns = new ArrayList<>();
  private boolean begun;

  /// Adds a column: what was answered since the last one.
  void tick(List<QueryCounters> loops) {
    var column = new long[Rcode.COUNT];
    for (var rcode = 0; rcode < Rcode.COUNT; rcode++) {
      var number = rcode;
      var total = loops.stream().mapToLong(loop -> loop.answers(number)).sum();
      column[rcode] = total - before[rcode];
      before[rcode] = total;
    }
    if (begun) {
      columns.add(column);
    }
    begun = true;
    if (columns.size() > SECONDS) {
      columns.removeFirst();
    }
  }

  /// Returns the rates of the RCODEs that occurred, by name; each list ends with the newest second.
  Map<String, List<Long>> byRcode() {
    var rates = new TreeMap<String, List<Long>>();
    for (var rcode = 0; rcode < Rcode.COUNT; rcode++) {
      var number = rcode;
      var rate = columns.stream().map(column -> column[number]).toList();
      if (rcode == Rcode.NOERROR || rate.stream().anyMatch(answers -> answers > 0)) {
        rates.put(RcodeName.of(rcode), rate);
      }
    }
    return rates;
  }
}
