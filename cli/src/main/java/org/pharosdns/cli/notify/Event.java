package org.pharosdns.cli.notify;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pharosdns.cli.config.NotifyEvent;

/// Something that happened and that people may want to be told of.
///
/// @param over whether it is the end of what the kind says
/// @param zone its name with the final dot; null: not about a zone
/// @param name owner name with the final dot; null: not about a name
/// @param type of the steered records, or null
/// @param address of the member, or null
/// @param reason in a word or a sentence, or null
/// @param details lines, for instance the problems of a zone
/// @param text the whole in one sentence for people
public record Event(
    NotifyEvent kind,
    boolean over,
    @Nullable String zone,
    @Nullable String name,
    @Nullable String type,
    @Nullable String address,
    @Nullable String reason,
    List<String> details,
    String text) {
  private static final int MOST_DETAILS = 20;
  private static final int MOST_DETAIL_CHARACTERS = 500;

  /// Copies the first twenty details, and of each the first 500 characters.
  public Event {
    details =
        details.stream()
            .limit(MOST_DETAILS)
            .map(each -> each.substring(0, Math.min(each.length(), MOST_DETAIL_CHARACTERS)))
            .toList();
  }

  /// Returns an event about a member.
  public static Event ofMember(
      NotifyEvent kind, String zone, String name, String type, String address, String reason) {
    var text =
        kind == NotifyEvent.UP
            ? "%s of %s is up".formatted(address, name)
            : "%s of %s is down: %s".formatted(address, name, reason);
    return new Event(kind, false, zone, name, type, address, reason, List.of(), text);
  }

  /// Returns an event about a steered name.
  public static Event ofName(
      NotifyEvent kind,
      boolean over,
      String zone,
      String name,
      @Nullable String type,
      String text) {
    return new Event(kind, over, zone, name, type, null, null, List.of(), text);
  }

  /// Returns an event about the server as a whole.
  public static Event ofServer(NotifyEvent kind, boolean over, String text) {
    return new Event(kind, over, null, null, null, null, null, List.of(), text);
  }
}
