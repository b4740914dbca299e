package org.pharosdns.cli.control;

/// What an operator can say of a member, and what verdict and operator together amount to.
public enum MemberState {
  /// In the answers.
  UP,
  /// Out of the answers.
  DOWN,
  /// Out of new answers, still probed, never brought back by fail-open.
  DRAIN
}
