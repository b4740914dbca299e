package org.pharosdns.health.check;

/// Is always up or always down; nothing is probed.
public record ConstantCheck(boolean up) implements Check {
  @Override
  public Timing timing() {
    return Timing.DEFAULTS;
  }

  @Override
  public int port() {
    return 0;
  }

  @Override
  public boolean isProbed() {
    return false;
  }

  @Override
  public String kind() {
    return up ? "up" : "down";
  }
}
