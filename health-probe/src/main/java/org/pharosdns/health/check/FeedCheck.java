package org.pharosdns.health.check;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Is told its verdicts: somebody pushes them, or a file is read every second. Nothing is probed.
/// One verdict decides.
///
/// @param name of the feed, under which verdicts are pushed
/// @param file where they stand, or null for a feed that is pushed
/// @param validity how long a verdict counts
public record FeedCheck(String name, @Nullable Path file, Duration validity) implements Check {
  private static final Duration LOOK = Duration.ofSeconds(1);

  @Override
  public Timing timing() {
    Duration look = validity.compareTo(LOOK) < 0 ? validity : LOOK;
    return new Timing(validity, look, validity, 0, 1, 1);
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
    return "feed";
  }
}
