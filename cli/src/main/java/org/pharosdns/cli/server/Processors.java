package org.pharosdns.cli.server;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.pharosdns.cli.tap.Taps;
import org.pharosdns.dns.query.Draw;
import org.pharosdns.dns.server.AnswerSource;
import org.pharosdns.dns.server.MessageProcessor;
import org.pharosdns.dns.server.Policing;
import org.pharosdns.dns.server.QueryCounters;
import org.pharosdns.dns.server.QueryProcessor;
import org.pharosdns.dns.server.RateLimiter;
import org.pharosdns.dns.server.ServerSettings;
import org.pharosdns.dns.server.ZoneRequests;
import org.pharosdns.dns.tsig.TsigVerifier;
import org.pharosdns.dns.wire.Entropy;

/// Makes the processor of each event loop, with counters and random numbers of its own.
final class Processors implements Supplier<QueryProcessor> {
  private final AnswerSource source;
  private final ServerSettings settings;
  private final Policing policing;
  private final TsigVerifier tsig;
  private final ZoneRequests requests;
  private final Taps taps;
  private final List<QueryCounters> counters = new CopyOnWriteArrayList<>();
  private final Entropy seeds = new Entropy();

  Processors(
      AnswerSource source,
      ServerSettings settings,
      Policing policing,
      TsigVerifier tsig,
      ZoneRequests requests,
      Taps taps) {
    this.source = source;
    this.settings = settings;
    this.policing = policing;
    this.tsig = tsig;
    this.requests = requests;
    this.taps = taps;
  }

  @Override
  public QueryProcessor get() {
    var own = new QueryCounters();
    counters.add(own);
    return new QueryProcessor(
        source, settings, policing, own, new Draw(seeds.nextLong()), tsig, requests, taps.tap());
  }

  /// Returns a processor that answers nobody outside: it counts for itself.
  QueryProcessor aside() {
    return new QueryProcessor(source, settings, new QueryCounters(), new Draw(seeds.nextLong()));
  }

  /// Returns some that do what those of the event loops do, but answer nobody: one lets everybody
  /// pass, and where there is a rate limit, another holds everybody to it.
  List<MessageProcessor> rehearsing() {
    var limiter = policing.limiter();
    return limiter == null
        ? List.of(rehearsing(null))
        : List.of(rehearsing(null), rehearsing(limiter.afresh(new Entropy())));
  }

  private QueryProcessor rehearsing(@Nullable RateLimiter limiter) {
    var own = new Policing(limiter, policing.cookies());
    return new QueryProcessor(
        source, settings, own, new QueryCounters(), new Draw(seeds.nextLong()));
  }

  /// The counters of each event loop.
  List<QueryCounters> counters() {
    return List.copyOf(counters);
  }

  /// Answers over the rate limit since the start, of all event loops.
  long limited() {
    return counters.stream().mapToLong(QueryCounters::limited).sum();
  }
}
