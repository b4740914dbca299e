package org.pharosdns.health.check;

/// Passes when the target itself says so, in one line of text: `up`, `down`, `drain` (works, but
/// wants no new answers), or a share of its weight such as `50%`. Text after `#` is the reason.
///
/// @param port used where the target names none, 1 to 65535
public record AgentCheck(Timing timing, int port) implements Check {
  @Override
  public String kind() {
    return "agent";
  }
}
