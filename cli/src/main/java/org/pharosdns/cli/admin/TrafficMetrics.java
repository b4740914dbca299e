package org.pharosdns.cli.admin;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.pharosdns.dns.query.Client;
import org.pharosdns.dns.server.QueryCounters;
import org.pharosdns.dns.transport.ServiceTimes;
import org.pharosdns.dns.transport.TransportCounters;
import org.pharosdns.dns.wire.Rcode;
import org.pharosdns.dns.wire.RecordType;

/// Queries, answers and sockets as metrics.
record TrafficMetrics(List<QueryCounters> loops, TransportCounters transport) {
  private static final int UNNAMED = 0;
  private static final Client.Transport[] TRANSPORTS = Client.Transport.values();
  private static final QueryCounters.Family[] FAMILIES = QueryCounters.Family.values();

  private static final Family QUERIES = Family.counter("queries", "Messages received.");
  private static final Family QUESTIONS =
      Family.counter("questions", "Questions that could be read, by type.");
  private static final Family COOKIES =
      Family.counter("cookies", "Queries with a cookie (RFC 7873), by what it says.");
  private static final Family ANSWERS = Family.counter("answers", "Answers made, by RCODE.");
  private static final Family TRUNCATED = Family.counter("answers_truncated", "Answers with TC.");
  private static final Family UNANSWERED =
      Family.counter("unanswered", "Messages that got no answer.");
  private static final Family LIMITED =
      Family.counter(
          "rate_limited", "Answers over the rate limit: dropped, truncated or only counted.");
  private static final Histogram SIZES =
      new Histogram("answer_size_bytes", "Octets per answer.", sizeBounds(), new String[0]);
  private static final Histogram TIMES =
      new Histogram(
          "service_seconds",
          "From receiving messages to having sent their answers, by whole batches.",
          ServiceTimes.bounds(),
          Stream.of(TRANSPORTS)
              .map(each -> new String[] {"transport", LabelText.lower(each)})
              .toArray(String[][]::new));
  private static final Family CONNECTIONS =
      Family.counter("tcp_connections", "TCP connections accepted.");
  private static final Family CONNECTIONS_OPEN =
      Family.gauge("tcp_connections_open", "TCP connections open now.");
  private static final Family CONNECTIONS_CLOSED =
      Family.counter("tcp_connections_closed", "TCP connections that the server ended.");
  private static final Family ERRORS =
      Family.counter("socket_errors", "Failures of the system's socket calls.");
  private static final Family FAILURES =
      Family.counter("engine_failures", "Messages dropped for a bug in the engine; must stay 0.");

  /// Labels by transport and family.
  private static final byte[][][] SOURCES =
      Stream.of(TRANSPORTS).map(TrafficMetrics::sources).toArray(byte[][][]::new);

  private static final byte[][] TYPES =
      IntStream.rangeClosed(0, QueryCounters.MOST_TYPE)
          .mapToObj(
              type -> LabelText.of("type", type == UNNAMED ? "other" : RecordType.mnemonic(type)))
          .toArray(byte[][]::new);
  private static final QueryCounters.Cookie[] COOKIE = QueryCounters.Cookie.values();
  private static final byte[][] BY_COOKIE = LabelText.each("cookie", COOKIE);
  private static final byte[] NO_QUERY = LabelText.of("reason", "no_query");
  private static final byte[] RATE_LIMIT = LabelText.of("reason", "rate_limit");
  private static final byte[] LIMIT = LabelText.of("reason", "limit");
  private static final byte[] EVICTED = LabelText.of("reason", "evicted");
  private static final byte[] TIMEOUT = LabelText.of("reason", "timeout");
  private static final byte[] RECEIVE = LabelText.of("call", "receive");
  private static final byte[] SEND = LabelText.of("call", "send");
  private static final byte[] ACCEPT = LabelText.of("call", "accept");

  private static byte[][] sources(Client.Transport transport) {
    return Stream.of(FAMILIES)
        .map(
            family ->
                LabelText.of(
                    "transport", LabelText.lower(transport), "family", LabelText.lower(family)))
        .toArray(byte[][]::new);
  }

  private static double[] sizeBounds() {
    var bounds = Arrays.stream(QueryCounters.sizes()).asDoubleStream().toArray();
    bounds[bounds.length - 1] = Double.POSITIVE_INFINITY;
    return bounds;
  }

  void addTo(MetricText text) {
    addQueries(text);
    addAnswers(text);
    addSockets(text);
  }

  private void addQueries(MetricText text) {
    for (var i = 0; i < TRANSPORTS.length; i++) {
      for (var k = 0; k < FAMILIES.length; k++) {
        var transport = TRANSPORTS[i];
        var family = FAMILIES[k];
        text.add(QUERIES, SOURCES[i][k], sum(loop -> loop.queries(transport, family)));
      }
    }
    for (var type = 0; type <= QueryCounters.MOST_TYPE; type++) {
      var asked = 0L;
      for (var loop : loops) {
        asked += loop.questions(type);
      }
      if (asked > 0 || type == RecordType.A || type == RecordType.AAAA) {
        text.add(QUESTIONS, TYPES[type], asked);
      }
    }
    for (var i = 0; i < COOKIE.length; i++) {
      var cookie = COOKIE[i];
      text.add(COOKIES, BY_COOKIE[i], sum(loop -> loop.cookies(cookie)));
    }
  }

  private void addAnswers(MetricText text) {
    for (var rcode = 0; rcode < Rcode.COUNT; rcode++) {
      var number = rcode;
      var made = sum(loop -> loop.answers(number));
      if (made > 0 || rcode <= Rcode.REFUSED) {
        text.add(ANSWERS, ZoneMetrics.RCODES[rcode], made);
      }
    }
    text.add(TRUNCATED, sum(QueryCounters::truncated));
    text.add(UNANSWERED, NO_QUERY, sum(QueryCounters::silent));
    text.add(UNANSWERED, RATE_LIMIT, sum(QueryCounters::withheld));
    text.add(LIMITED, sum(QueryCounters::limited));
    addSizes(text);
    addTimes(text);
  }

  private void addSizes(MetricText text) {
    var counts = new long[QueryCounters.sizes().length];
    for (var i = 0; i < counts.length; i++) {
      var index = i;
      counts[i] = sum(loop -> loop.answersOfSize(index));
    }
    SIZES.addTo(text, 0, counts, (double) sum(QueryCounters::octets));
  }

  private void addTimes(MetricText text) {
    for (var series = 0; series < TRANSPORTS.length; series++) {
      var counts = new long[ServiceTimes.bounds().length];
      var seconds = 0.0;
      for (var loop : transport.serviceTimes(TRANSPORTS[series])) {
        for (var i = 0; i < counts.length; i++) {
          counts[i] += loop.messages(i);
        }
        seconds += loop.seconds();
      }
      TIMES.addTo(text, series, counts, seconds);
    }
  }

  private void addSockets(MetricText text) {
    text.add(CONNECTIONS, transport.tcpAccepted());
    text.add(CONNECTIONS_OPEN, transport.tcpOpen());
    text.add(CONNECTIONS_CLOSED, LIMIT, transport.tcpRefused());
    text.add(CONNECTIONS_CLOSED, EVICTED, transport.tcpEvicted());
    text.add(CONNECTIONS_CLOSED, TIMEOUT, transport.tcpTimeouts());
    text.add(ERRORS, RECEIVE, transport.receiveErrors());
    text.add(ERRORS, SEND, transport.sendErrors());
    text.add(ERRORS, ACCEPT, transport.acceptErrors());
    text.add(FAILURES, transport.processorFailures());
  }

  private long sum(ToLongFunction<QueryCounters> number) {
    var sum = 0L;
    for (var loop : loops) {
      sum += number.applyAsLong(loop);
    }
    return sum;
  }
}
