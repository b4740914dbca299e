package org.pharosdns.cli.notify;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What is sent of an event, as JSON. `docs/operations.md` has the schema.
///
/// @param id counts from 1 since the start of this process
/// @param time ISO 8601, UTC
/// @param event its kind in a word
/// @param server the identity of this server, or null
record Notification(
    long id,
    String time,
    @Nullable String server,
    String event,
    boolean over,
    @Nullable String zone,
    @Nullable String name,
    @Nullable String type,
    @Nullable String address,
    @Nullable String reason,
    List<String> details,
    String text) {
  static Notification of(long id, String time, @Nullable String server, Event event) {
    return new Notification(
        id,
        time,
        server,
        event.kind().name().toLowerCase(Locale.ROOT),
        event.over(),
        event.zone(),
        event.name(),
        event.type(),
        event.address(),
        event.reason(),
        event.details(),
        event.text());
  }
}
