package org.pharosdns.conformance.steering;

/// What an endpoint does with those who connect.
enum Behaviour {
  /// Answers with 200 and the body `ok`.
  PASS,
  /// Nobody listens.
  REFUSE,
  /// Takes the request and says nothing.
  HANG,
  /// Answers with 503.
  UNAVAILABLE,
  /// Answers with one octet in each tenth of a second.
  DRIP,
  /// Answers with 200 and another body.
  WRONG_BODY,
  /// Ends the connection without an answer.
  CLOSE
}
