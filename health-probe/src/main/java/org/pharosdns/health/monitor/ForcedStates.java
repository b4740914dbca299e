package org.pharosdns.health.monitor;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pharosdns.health.monitor.ForcedState.Kind;

/// The forced states, kept in a file so that they outlive the process. Where several are about a
/// member the latest alone counts. A change is on the disk when its method returns; when it throws
/// nothing has changed. May be used by any thread.
public final class ForcedStates {
  private static final String KIND = "pharos forced states";

  private final Path file;

  /// In the order in which they were said. No entry is covered by a later one.
  private volatile List<ForcedState> entries;

  private ForcedStates(Path file, List<ForcedState> entries) {
    this.file = file;
    this.entries = entries;
  }

  /// Returns what the file `forced` in a folder holds, nothing if it is not there yet. Throws an
  /// IOException that names file and line if it cannot be read or understood.
  public static ForcedStates open(Path stateFolder) throws IOException {
    Path file = stateFolder.resolve("forced");
    List<String> lines;
    try {
      lines = StateLines.read(file, KIND);
    } catch (NoSuchFileException e) {
      return new ForcedStates(file, List.of());
    }
    var entries = new ArrayList<ForcedState>();
    for (int i = 0; i < lines.size(); i++) {
      try {
        entries.add(ForcedStateText.parse(lines.get(i)));
      } catch (IllegalArgumentException e) {
        throw new IOException(file + ":" + (i + 2) + ": not a forced state: " + e.getMessage(), e);
      }
    }
    return new ForcedStates(file, List.copyOf(entries));
  }

  /// Returns the state forced on a member, or null if its verdict counts.
  public @Nullable ForcedState effective(
      String ownerName, @Nullable InetAddress address, Instant now) {
    for (ForcedState entry : entries.reversed()) {
      if (entry.subject().matches(ownerName, address)) {
        return entry.kind() == Kind.AUTO || entry.isExpired(now) ? null : entry;
      }
    }
    return null;
  }

  /// Adds states, which win over all earlier ones. All of them or, if this throws, none.
  public synchronized void force(Collection<ForcedState> states) throws IOException {
    var after = new ArrayList<>(entries);
    for (ForcedState state : states) {
      after.removeIf(earlier -> state.subject().covers(earlier.subject()));
      after.add(state);
    }
    replace(after);
  }

  /// Releases members: from now on their verdicts count. Returns whether anything was forced on
  /// them.
  public synchronized boolean release(Collection<Subject> subjects, String author, Instant now)
      throws IOException {
    var after = new ArrayList<>(entries);
    boolean forced = false;
    for (Subject subject : subjects) {
      forced |= release(after, subject, author, now);
    }
    if (forced) {
      replace(after);
    }
    return forced;
  }

  /// Drops what has released itself, and returns whether that was anything. Nothing depends on how
  /// soon this is called.
  public synchronized boolean expire(Instant now) throws IOException {
    var after = new ArrayList<>(entries);
    boolean any = false;
    for (ForcedState entry : entries) {
      if (entry.isExpired(now)) {
        int position = after.indexOf(entry);
        after.remove(position);
        if (meetsAny(after.subList(0, position), entry.subject())) {
          after.add(position, auto(entry.subject(), entry.author(), now));
        }
        any = true;
      }
    }
    if (any) {
      replace(after);
    }
    return any;
  }

  /// Moves the moments at which states release themselves, for the wall clock was set.
  public synchronized void move(Duration by) throws IOException {
    if (nextExpiry() != null) {
      replace(entries.stream().map(entry -> entry.movedBy(by)).toList());
    }
  }

  /// Whether a state releases itself after `from` and not after `to`. Waits for nobody.
  public boolean expireWithin(Instant from, Instant to) {
    return entries.stream().anyMatch(entry -> entry.isExpired(to) && !entry.isExpired(from));
  }

  /// Returns when the next state releases itself, or null if none will.
  public @Nullable Instant nextExpiry() {
    Instant next = null;
    for (ForcedState entry : entries) {
      if (entry.until() != null && (next == null || entry.until().isBefore(next))) {
        next = entry.until();
      }
    }
    return next;
  }

  /// Returns all entries, earliest first.
  public List<ForcedState> entries() {
    return entries;
  }

  /// What is about fewer or the same members goes; what is about more is overruled for these.
  private static boolean release(
      List<ForcedState> entries, Subject subject, String author, Instant now) {
    boolean removed = entries.removeIf(earlier -> subject.covers(earlier.subject()));
    boolean overruled = meetsAny(entries, subject);
    if (overruled) {
      entries.add(auto(subject, author, now));
    }
    return removed || overruled;
  }

  private static boolean meetsAny(List<ForcedState> entries, Subject subject) {
    return entries.stream()
        .anyMatch(entry -> entry.kind() != Kind.AUTO && entry.subject().mayMeet(subject));
  }

  private static ForcedState auto(Subject subject, String author, Instant now) {
    return new ForcedState(subject, Kind.AUTO, null, author, now, null);
  }

  private void replace(List<ForcedState> after) throws IOException {
    // What is overruled by nothing but entries that are gone need not be kept.
    var kept = new ArrayList<ForcedState>();
    for (ForcedState entry : after) {
      if (entry.kind() != Kind.AUTO || meetsAny(kept, entry.subject())) {
        kept.add(entry);
      }
    }
    DurableFile.write(file, text(kept), text(entries));
    entries = List.copyOf(kept);
  }

  private static String text(List<ForcedState> entries) {
    return StateLines.text(KIND, entries.stream().map(ForcedStateText::format).toList());
  }
}
