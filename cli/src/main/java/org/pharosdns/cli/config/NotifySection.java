package org.pharosdns.cli.config;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// `[notify.NAME]`: whom to tell of what.
///
/// @param timeout of one attempt
public record NotifySection(String name, Way way, Set<NotifyEvent> events, Duration timeout) {
  /// Copies the set.
  public NotifySection {
    events = Set.copyOf(events);
  }

  /// How to tell.
  public sealed interface Way {}

  /// `type = "webhook"`: a POST.
  ///
  /// @param headers in addition to those that every request has
  public record Webhook(URI url, Map<String, String> headers) implements Way {
    /// Copies the map.
    public Webhook {
      headers = Map.copyOf(headers);
    }
  }

  /// `type = "exec"`: a program and its arguments.
  public record Program(List<String> command) implements Way {
    /// Copies the list.
    public Program {
      command = List.copyOf(command);
    }
  }
}
