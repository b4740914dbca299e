package org.pharosdns.cli.server;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.pharosdns.cli.config.FloodSection;
import org.pharosdns.cli.control.Reason;
import org.pharosdns.cli.control.StartFailure;
import org.pharosdns.dns.cookie.ServerCookies;
import org.pharosdns.dns.server.Policing;
import org.pharosdns.dns.server.RateLimiter;
import org.pharosdns.dns.wire.Entropy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the server does against floods, kept up to date: cookie secrets and their clock, and a word
/// to the log while answers are over the rate limit. Looked after by one thread.
final class Floods {
  private static final Logger LOG = LoggerFactory.getLogger(Floods.class);
  private static final long PERIOD_NANOS = Duration.ofSeconds(10).toNanos();

  private final InstantSource wall;
  private final LongSupplier nanoTime;
  private final CookieSecrets secrets;
  private final Policing policing;
  private long lookedNanos;
  private long limited;

  private Floods(
      InstantSource wall,
      LongSupplier nanoTime,
      CookieSecrets secrets,
      @Nullable RateLimiter limiter,
      @Nullable ServerCookies cookies) {
    this.wall = wall;
    this.nanoTime = nanoTime;
    this.secrets = secrets;
    policing = new Policing(limiter, cookies);
    lookedNanos = nanoTime.getAsLong();
  }

  /// Prepares what the configuration asks for.
  ///
  /// @throws StartFailure when the cookie secrets cannot be read or made
  static Floods open(FloodSection section, Path state, InstantSource wall, LongSupplier nanoTime)
      throws StartFailure {
    var secrets = CookieSecrets.of(section.cookieSecrets(), state);
    var limits = section.rateLimits();
    var limiter = limits == null ? null : new RateLimiter(limits, new Entropy());
    try {
      var cookies =
          section.cookies()
              ? new ServerCookies(
                  secrets.read(), wall.instant().getEpochSecond(), nanoTime.getAsLong())
              : null;
      return new Floods(wall, nanoTime, secrets, limiter, cookies);
    } catch (IOException e) {
      throw failure(secrets, e);
    }
  }

  private static StartFailure failure(CookieSecrets secrets, IOException e) {
    var problem = "the cookie secrets cannot be used: " + Reason.of(e);
    return secrets.given()
        ? new StartFailure(
            StartFailure.BAD_CONFIGURATION,
            List.of(problem + " ([cookies] secret_file; `openssl rand -hex 16` makes a secret)"))
        : new StartFailure(1, List.of(problem));
  }

  /// What the event loops share.
  Policing policing() {
    return policing;
  }

  /// Reads the secrets and the clock again, and tells of answers over the limit; at most every ten
  /// seconds.
  ///
  /// @param counted answers over the limit since the start
  void look(LongSupplier counted) {
    var now = nanoTime.getAsLong();
    if (now - lookedNanos < PERIOD_NANOS) {
      return;
    }
    lookedNanos = now;
    var total = counted.getAsLong();
    if (total > limited) {
      LOG.warn("{} answers were over the rate limit in the last 10 s", total - limited);
    }
    limited = total;
    var cookies = policing.cookies();
    if (cookies != null) {
      refresh(cookies, now);
    }
  }

  private void refresh(ServerCookies cookies, long now) {
    try {
      cookies.replace(secrets.read(), wall.instant().getEpochSecond(), now);
    } catch (IOException e) {
      LOG.warn("the cookie secrets stay as they were: {}", Reason.of(e));
    }
  }
}
