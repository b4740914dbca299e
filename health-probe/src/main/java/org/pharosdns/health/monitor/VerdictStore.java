package org.pharosdns.health.monitor;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import org.pharosdns.health.verdict.Verdict;

/// The last verdicts, kept in a file so that a restart can answer at once. Evidence is not kept: no
/// lease survives a restart.
///
/// A line holds the verdict, and a digest of the monitor in all its details: one whose check was
/// changed in the meantime begins unknown. Behind that stands since when it was not confirmed, when
/// that is longer than the file is old.
public final class VerdictStore {
  /// Verdicts that are older are not used.
  public static final Duration LONGEST_AGE = Duration.ofMinutes(10);

  private static final String HEADER = "pharos verdicts 1 ";

  private final Path file;

  /// Uses the file `verdicts` in a folder.
  public VerdictStore(Path stateFolder) {
    this.file = stateFolder.resolve("verdicts");
  }

  /// Saves the verdicts of a table in place of all earlier ones. A suspect monitor is up.
  public void save(HealthTable table, Instant now) throws IOException {
    DurableFile.write(file, out -> write(table, now, out));
  }

  private static void write(HealthTable table, Instant now, Writer out) throws IOException {
    MessageDigest digest = digest();
    out.append(HEADER).append(now.toString()).append('\n');
    for (Watched watched : table.watched()) {
      MonitorStatus status = watched.status();
      Instant since = status.seededAt();
      if (status.verdict() != Verdict.UNKNOWN && (since == null || isUsable(since, now))) {
        out.append(status.verdict() == Verdict.DOWN ? "DOWN " : "UP ");
        out.append(watched.savedAs(monitor -> key(digest, monitor)));
        out.append(since == null ? "" : " " + since).append('\n');
      }
    }
  }

  /// Returns the saved verdicts on these monitors but those that are too old or from the future,
  /// none if there is no file. Throws an IOException that names the file when that makes no sense.
  public Map<Monitor, SavedVerdict> load(Set<Monitor> monitors, Instant now) throws IOException {
    if (!Files.exists(file)) {
      return Map.of();
    }
    Map<String, SavedVerdict> saved = new HashMap<>();
    try (var lines = Files.newBufferedReader(file)) {
      String header = String.valueOf(lines.readLine());
      Instant savedAt = Instant.parse(header.substring(HEADER.length()));
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] words = line.split(" ", 3);
        Instant since = words.length == 3 ? Instant.parse(words[2]) : savedAt;
        saved.put(words[1], new SavedVerdict(Verdict.valueOf(words[0]), since));
      }
    } catch (RuntimeException | CharacterCodingException e) {
      throw new IOException(file + ": not a file of verdicts: " + e.getMessage(), e);
    }
    return seeds(monitors, saved, now);
  }

  private static Map<Monitor, SavedVerdict> seeds(
      Set<Monitor> monitors, Map<String, SavedVerdict> saved, Instant now) {
    MessageDigest digest = digest();
    Map<Monitor, SavedVerdict> seeds = new HashMap<>();
    for (Monitor monitor : monitors) {
      SavedVerdict verdict = saved.get(key(digest, monitor));
      if (verdict != null && isUsable(verdict.savedAt(), now)) {
        seeds.put(monitor, verdict);
      }
    }
    return seeds;
  }

  private static boolean isUsable(Instant savedAt, Instant now) {
    Duration age = Duration.between(savedAt, now);
    return !age.isNegative() && age.compareTo(LONGEST_AGE) <= 0;
  }

  private static String key(MessageDigest digest, Monitor monitor) {
    byte[] hash = digest.digest(monitor.toString().getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(hash, 0, 16);
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
