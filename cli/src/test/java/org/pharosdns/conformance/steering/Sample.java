package org.pharosdns.conformance.steering;

import java.util.ArrayList;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.pharosdns.conformance.Reply;

/// Many answers to one question, asked from 64 ports, now and then over TCP, and counted.
final class Sample {
  private static final int PORTS = 64;
  private static final int TCP_EVERY = 20;

  private Sample() {}

  /// Counts what `seen` makes of each answer.
  static Map<String, Integer> of(
      LiveZone zone, String question, int times, Function<Reply, String> seen) {
    var ask = zone.question(question);
    var resolvers = new ArrayList<Resolver>();
    try {
      for (var i = 0; i < PORTS; i++) {
        resolvers.add(Resolver.of(zone.server().address()));
      }
      var counts = new TreeMap<String, Integer>();
      for (var i = 0; i < times; i++) {
        var reply = resolvers.get(i % PORTS).ask(i % TCP_EVERY == 0 ? ask.overTcp() : ask);
        counts.merge(seen.apply(reply), 1, Integer::sum);
      }
      return counts;
    } finally {
      resolvers.forEach(Resolver::close);
    }
  }

  /// The first address of an answer.
  static String first(Reply reply) {
    return reply.answer().isEmpty() ? "none" : reply.answer().getFirst().rdata();
  }

  /// The last octets of all addresses of an answer, in order of size.
  static String set(Reply reply) {
    return String.join(
        " ",
        reply.answer().stream()
            .map(record -> record.rdata().replaceFirst(".*\\.", ""))
            .sorted()
            .toList());
  }
}
