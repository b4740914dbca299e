package org.pharosdns.cli.server;

import java.security.SecureRandom;
import java.util.function.Supplier;
import org.pharosdns.dns.query.Draw;
import org.pharosdns.dns.server.AnswerSource;
import org.pharosdns.dns.server.QueryCounters;
import org.pharosdns.dns.server.QueryProcessor;
import org.pharosdns.dns.server.ServerSettings;

/// Makes the processor of each event loop, with counters and random numbers of its own.
final class Processors implements Supplier<QueryProcessor> {
  private final AnswerSource source;
  private final ServerSettings settings;
  private final SecureRandom seeds = new SecureRandom();

  Processors(AnswerSource source, ServerSettings settings) {
    this.source = source;
    this.settings = settings;
  }

  @Override
  public QueryProcessor get() {
    return new QueryProcessor(source, settings, new QueryCounters(), new Draw(seeds.nextLong()));
  }
}
