package org.pharosdns.cli.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.pharosdns.cli.config.AdminToken;
import org.pharosdns.cli.config.ControlLimits;
import org.pharosdns.cli.control.ControlAnswers;
import org.pharosdns.cli.control.ControlAnswers.Answer;
import org.pharosdns.cli.control.ControlApi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The control API over TCP, for those who know the token. One request a connection.
///
/// A browser adds no token by itself, so a page from elsewhere cannot use one that it does not
/// know, whatever name it resolves to this address; what a browser sends for another page is
/// refused before that. Requests whose length two readers might understand differently are refused.
final class TokenControl {
  private static final Logger LOG = LoggerFactory.getLogger(TokenControl.class);
  private static final long COMPLAIN_NANOS = Duration.ofMinutes(1).toNanos();
  private static final Pattern LENGTH = Pattern.compile("[0-9]{1,18}");
  private static final String SCHEME = "Bearer ";

  private final ControlAnswers answers;
  private final LongSupplier nanoTime;
  private final ControlLimits limits;
  private final Semaphore places;
  private final AtomicLong refused = new AtomicLong();
  private final AdminToken token;
  private long complainedNanos;

  TokenControl(ControlApi api, AdminToken token, ControlLimits limits, LongSupplier nanoTime) {
    answers = new ControlAnswers(api, limits);
    this.limits = limits;
    places = new Semaphore(limits.clients());
    this.token = token;
    this.nanoTime = nanoTime;
    complainedNanos = nanoTime.getAsLong() - COMPLAIN_NANOS;
  }

  /// Whether a path belongs to the control API.
  static boolean serves(String path) {
    return path.startsWith("/v1/") && !path.equals("/v1/overview");
  }

  /// Answers a request, and has the connection closed.
  Answer answer(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().set("Connection", "close");
    var fields = exchange.getRequestHeaders();
    var problem = problem(fields);
    if (problem != null) {
      return problem;
    }
    if (!knowsToken(fields.getFirst("Authorization"))) {
      complain(exchange);
      exchange.getResponseHeaders().set("WWW-Authenticate", "Bearer realm=\"pharos\"");
      return ControlAnswers.problem(401, "the token of [admin] token_file is needed");
    }
    if (!places.tryAcquire()) {
      exchange.getResponseHeaders().set("Retry-After", "1");
      return ControlAnswers.problem(503, limits.clients() + " clients are being served, try again");
    }
    try {
      return carryOut(exchange, fields);
    } finally {
      places.release();
    }
  }

  /// What is wrong with a request whoever sends it, or null.
  private static @Nullable Answer problem(Headers fields) {
    if (fields.containsKey("Transfer-Encoding")) {
      return ControlAnswers.problem(411, "the length of the body must be stated");
    }
    for (var name : List.of("Content-Length", "Host", "Authorization", "Content-Type")) {
      var values = fields.get(name);
      if (values != null && values.size() > 1) {
        return ControlAnswers.problem(400, name + " stands there twice");
      }
    }
    var length = fields.getFirst("Content-Length");
    if (length != null && !LENGTH.matcher(length).matches()) {
      return ControlAnswers.problem(400, "Content-Length is no number");
    }
    if (!fields.containsKey("Host")) {
      return ControlAnswers.problem(400, "Host is missing");
    }
    if (fields.containsKey("Origin") || isFromAnotherSite(fields.getFirst("Sec-Fetch-Site"))) {
      return ControlAnswers.problem(403, "requests of web pages are not taken");
    }
    return null;
  }

  private static boolean isFromAnotherSite(@Nullable String site) {
    return site != null && !site.equals("none") && !site.equals("same-origin");
  }

  private boolean knowsToken(@Nullable String authorization) {
    return authorization != null
        && authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
        && token.matches(authorization.substring(SCHEME.length()).strip());
  }

  /// At most once a minute.
  private void complain(HttpExchange exchange) {
    refused.incrementAndGet();
    var now = nanoTime.getAsLong();
    synchronized (this) {
      if (now - complainedNanos < COMPLAIN_NANOS) {
        return;
      }
      complainedNanos = now;
    }
    LOG.warn(
        "{} requests to the control API came without the token, the last one from {}",
        refused.getAndSet(0),
        exchange.getRemoteAddress().getAddress().getHostAddress());
  }

  private Answer carryOut(HttpExchange exchange, Headers fields) throws IOException {
    var method = exchange.getRequestMethod();
    var type = String.valueOf(fields.getFirst("Content-Type"));
    var wanted = method.equals("PUT") ? "text/plain" : "application/json";
    if (!method.equals("GET") && !type.split(";", 2)[0].strip().equalsIgnoreCase(wanted)) {
      return ControlAnswers.problem(415, "Content-Type must be " + wanted);
    }
    var length = fields.getFirst("Content-Length");
    if (length != null && Long.parseLong(length) > limits.requestOctets()) {
      return ControlAnswers.problem(
          413, "the body is larger than " + limits.requestOctets() + " octets");
    }
    var body = exchange.getRequestBody().readNBytes(limits.requestOctets());
    var target = exchange.getRequestURI();
    var query = target.getRawQuery();
    return answers.answer(
        method,
        query == null ? target.getRawPath() : target.getRawPath() + "?" + query,
        new String(body, UTF_8));
  }
}
