package org.pharosdns.cli.server;

import java.time.Duration;
import java.util.function.BiFunction;
import org.pharosdns.cli.config.Configuration;
import org.pharosdns.health.check.Check;
import org.pharosdns.health.check.ExecCheck;
import org.pharosdns.health.check.ProbeResult;
import org.pharosdns.health.check.Target;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs every check but programs while they are not allowed. A zone that is kept as it was, for a
/// reload has forbidden its programs, has its checks still; those probes are void. Any thread.
final class AllowedPrograms implements BiFunction<Check, Target, ProbeResult> {
  private static final Logger LOG = LoggerFactory.getLogger(AllowedPrograms.class);

  private final BiFunction<Check, Target, ProbeResult> prober;
  private volatile boolean allowed;

  /// @param prober runs a check
  AllowedPrograms(BiFunction<Check, Target, ProbeResult> prober, Configuration configuration) {
    this.prober = prober;
    allowed = configuration.server().allowExec();
  }

  /// Allows or forbids programs from now on.
  void configure(Configuration configuration) {
    var before = allowed;
    allowed = configuration.server().allowExec();
    if (before && !allowed) {
      LOG.warn("allow_exec is false now: no exec check runs its program any more");
    }
  }

  @Override
  public ProbeResult apply(Check check, Target target) {
    return check instanceof ExecCheck && !allowed
        ? ProbeResult.none("not-permitted", Duration.ZERO)
        : prober.apply(check, target);
  }
}
