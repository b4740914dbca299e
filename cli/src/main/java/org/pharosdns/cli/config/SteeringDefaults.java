package org.pharosdns.cli.config;

/// `[defaults]` of `pharos.toml`: keys that a `[name.OWNER]` of any zone does not set.
public final class SteeringDefaults {
  /// Nothing is set.
  public static final SteeringDefaults NONE = new SteeringDefaults();

  SteeringDefaults() {}
}
