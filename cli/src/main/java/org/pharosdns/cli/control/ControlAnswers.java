package org.pharosdns.cli.control;

import java.util.List;
import java.util.Map;
import org.pharosdns.cli.config.ControlLimits;

/// The control API for another server that speaks HTTP: parts of a request in, JSON out.
public final class ControlAnswers {
  private final ControlRoutes routes;

  /// @param api does what is asked for
  /// @param limits of which the depth of JSON counts here
  public ControlAnswers(ControlApi api, ControlLimits limits) {
    routes = new ControlRoutes(api, limits.depth());
  }

  /// What is answered.
  ///
  /// @param status the HTTP status
  /// @param body JSON
  public record Answer(int status, Body body) {}

  /// Answers a request; never throws.
  ///
  /// @param target path and query as they were sent
  public Answer answer(String method, String target, String body) {
    return of(routes.answer(new HttpMessage(method + " " + target + " HTTP/1.1", Map.of(), body)));
  }

  /// Returns an answer that refuses.
  public static Answer problem(int status, String problem) {
    return of(ControlRoutes.problem(status, List.of(problem)));
  }

  private static Answer of(ControlResponse response) {
    return new Answer(response.status(), response.body());
  }
}
