package org.pharosdns.health.monitor;

import org.pharosdns.health.check.Check;
import org.pharosdns.health.check.Target;

/// A check of a target: the identity under which health is kept, shared by all names that use it.
public record Monitor(Check check, Target target) {
  /// Returns `https 192.0.2.1:443`, as it stands in log lines.
  public String label() {
    return check.kind() + ' ' + target;
  }
}
