package org.pharosdns.cli.admin;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;
import org.pharosdns.dns.query.Client;
import org.pharosdns.dns.server.QueryCounters;
import org.pharosdns.dns.transport.ServiceTimes;
import org.pharosdns.dns.transport.TransportCounters;
import org.pharosdns.dns.wire.Rcode;
import org.pharosdns.dns.wire.RcodeName;
import org.pharosdns.dns.wire.RecordType;

/// Queries, answers and sockets as metrics.
record TrafficMetrics(List<QueryCounters> loops, TransportCounters transport) {
  private static final int UNNAMED = 0;

  void addTo(Samples samples) {
    addQueries(samples);
    addAnswers(samples);
    addSockets(samples);
  }

  private void addQueries(Samples samples) {
    var queries = samples.counter("queries", "Messages received.");
    for (var transport : Client.Transport.values()) {
      for (var family : QueryCounters.Family.values()) {
        queries.add(
            sum(loop -> loop.queries(transport, family)),
            "transport",
            lower(transport),
            "family",
            lower(family));
      }
    }
    var questions = samples.counter("questions", "Questions that could be read, by type.");
    for (var type = 0; type <= QueryCounters.MOST_TYPE; type++) {
      var number = type;
      var asked = sum(loop -> loop.questions(number));
      if (asked > 0 || type == RecordType.A || type == RecordType.AAAA) {
        questions.add(asked, "type", type == UNNAMED ? "other" : RecordType.mnemonic(type));
      }
    }
    var cookies = samples.counter("cookies", "Queries with a cookie (RFC 7873), by what it says.");
    for (var cookie : QueryCounters.Cookie.values()) {
      cookies.add(sum(loop -> loop.cookies(cookie)), "cookie", lower(cookie));
    }
  }

  private void addAnswers(Samples samples) {
    var answers = samples.counter("answers", "Answers made, by RCODE.");
    for (var rcode = 0; rcode < Rcode.COUNT; rcode++) {
      var number = rcode;
      var made = sum(loop -> loop.answers(number));
      if (made > 0 || rcode <= Rcode.REFUSED) {
        answers.add(made, "rcode", RcodeName.of(rcode));
      }
    }
    samples.counter("answers_truncated", "Answers with TC.").add(sum(QueryCounters::truncated));
    samples
        .counter("unanswered", "Messages that got no answer.")
        .add(sum(QueryCounters::silent), "reason", "no_query")
        .add(sum(QueryCounters::withheld), "reason", "rate_limit");
    samples
        .counter("rate_limited", "Answers over the rate limit: dropped, truncated or only counted.")
        .add(sum(QueryCounters::limited));
    addSizes(samples);
    addTimes(samples);
  }

  private void addSizes(Samples samples) {
    var sizes = QueryCounters.sizes();
    var bounds = Arrays.stream(sizes).asDoubleStream().toArray();
    bounds[bounds.length - 1] = Double.POSITIVE_INFINITY;
    var counts = new long[sizes.length];
    for (var i = 0; i < sizes.length; i++) {
      var index = i;
      counts[i] = sum(loop -> loop.answersOfSize(index));
    }
    samples
        .histogram("answer_size_bytes", "Octets per answer.", bounds)
        .add(counts, (double) sum(QueryCounters::octets));
  }

  private void addTimes(Samples samples) {
    var times =
        samples.histogram(
            "service_seconds",
            "From receiving messages to having sent their answers, by whole batches.",
            ServiceTimes.bounds());
    for (var each : Client.Transport.values()) {
      var counts = new long[ServiceTimes.bounds().length];
      var seconds = 0.0;
      for (var loop : transport.serviceTimes(each)) {
        for (var i = 0; i < counts.length; i++) {
          counts[i] += loop.messages(i);
        }
        seconds += loop.seconds();
      }
      times.add(counts, seconds, "transport", lower(each));
    }
  }

  private void addSockets(Samples samples) {
    samples.counter("tcp_connections", "TCP connections accepted.").add(transport.tcpAccepted());
    samples.gauge("tcp_connections_open", "TCP connections open now.").add(transport.tcpOpen());
    samples
        .counter("tcp_connections_closed", "TCP connections that the server ended.")
        .add(transport.tcpRefused(), "reason", "limit")
        .add(transport.tcpEvicted(), "reason", "evicted")
        .add(transport.tcpTimeouts(), "reason", "timeout");
    samples
        .counter("socket_errors", "Failures of the system's socket calls.")
        .add(transport.receiveErrors(), "call", "receive")
        .add(transport.sendErrors(), "call", "send")
        .add(transport.acceptErrors(), "call", "accept");
    samples
        .counter("engine_failures", "Messages dropped for a bug in the engine; must stay 0.")
        .add(transport.processorFailures());
  }

  private long sum(ToLongFunction<QueryCounters> number) {
    return loops.stream().mapToLong(number).sum();
  }

  private static String lower(Enum<?> word) {
    return word.name().toLowerCase(Locale.ROOT);
  }
}
