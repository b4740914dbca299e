package org.pharosdns.cli.control;

import java.util.List;
import java.util.Map;

/// The control API for another server that speaks HTTP: parts of a request in, JSON out.
public final class ControlAnswers {
  private final ControlRoutes routes;

  /// @param api does what is asked for
  public ControlAnswers(ControlApi api) {
    routes = new ControlRoutes(api);
  }

  /// What is answered.
  ///
  /// @param status the HTTP status
  public record Answer(int status, String json) {}

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

  private static Answer of(HttpMessage message) {
    return new Answer(Integer.parseInt(message.startLine().split(" ", 3)[1]), message.body());
  }
}
