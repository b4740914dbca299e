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
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.pharosdns.health.check.FeedCheck;
import org.pharosdns.health.verdict.Verdict;

/// The last verdicts, kept in a file so that a restart can answer at once. Evidence is not kept: no
/// lease survives a restart.
///
/// A line holds the verdict, `UP`, `DOWN`, or `UP/50` where the target wants no more than that
/// share of its weight; and a digest of the monitor in all its details: one whose check was changed
/// in the meantime begins unknown. Behind that stands when it was last confirmed, of a feed when
/// it was told; without that it was when the file was written.
public final class VerdictStore {
  /// Verdicts that are older are not used.
  public static final Duration LONGEST_AGE = Duration.ofMinutes(10);

  private static final Duration AGES = Duration.ofDays(365 * 10);
  private static final String HEADER = "pharos verdicts 1 ";

  private final Path file;

  /// Uses the file `verdicts` in a folder.
  public VerdictStore(Path stateFolder) {
    this.file = stateFolder.resolve("verdicts");
  }

  /// Saves the verdicts of a table in place of all earlier ones. A suspect monitor is up.
  ///
  /// @param nowNanos the same moment by the clock of the evidence
  public void save(HealthTable table, Instant now, long nowNanos) throws IOException {
    DurableFile.write(file, out -> write(table, now, nowNanos, out));
  }

  private static void write(HealthTable table, Instant now, long nowNanos, Writer out)
      throws IOException {
    MessageDigest digest = digest();
    out.append(HEADER).append(now.toString()).append('\n');
    for (Watched watched : table.watched()) {
      MonitorStatus status = watched.status();
      Instant since = since(status, now, nowNanos);
      if (status.verdict() != Verdict.UNKNOWN && isUsable(status.monitor(), since, now)) {
        out.append(status.verdict() == Verdict.DOWN ? "DOWN" : "UP");
        out.append(status.weightPercent() == 100 ? " " : "/" + status.weightPercent() + " ");
        out.append(watched.savedAs(monitor -> key(digest, monitor)));
        out.append(' ').append(since.toString()).append('\n');
      }
    }
  }

  /// When the newest result was found that counts, or that of an earlier process.
  private static Instant since(MonitorStatus status, Instant now, long nowNanos) {
    Instant seededAt = status.seededAt();
    if (seededAt != null) {
      return seededAt;
    }
    long newest = Math.max(status.lastOkNanos(), status.lastFailNanos());
    return now.minusNanos(Math.max(0, nowNanos - newest));
  }

  private static boolean isFeed(Monitor monitor) {
    return monitor.check() instanceof FeedCheck;
  }

  /// A line of the file.
  private record Line(Verdict verdict, int weightPercent, Instant since) {
    private static final Pattern VERDICT = Pattern.compile("(UP|DOWN)(?:/(100|[0-9]{1,2}))?");

    /// @throws IllegalArgumentException saying what is wrong, after the name of the file
    static Line of(String[] words, Instant savedAt) {
      var verdict = VERDICT.matcher(words[0]);
      if (!verdict.matches()) {
        throw new IllegalArgumentException("does not begin with a verdict as UP, DOWN or UP/50");
      }
      if (words.length < 2) {
        throw new IllegalArgumentException("has no monitor");
      }
      String percent = verdict.group(2);
      return new Line(
          Verdict.valueOf(verdict.group(1)),
          percent == null ? 100 : Integer.parseInt(percent),
          words.length == 3 ? time(words[2]) : savedAt);
    }
  }

  private static Instant time(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException("does not end with a time", e);
    }
  }

  private static Instant savedAt(String header) {
    if (!header.startsWith(HEADER)) {
      throw new IllegalArgumentException("does not begin with \"" + HEADER.strip() + '"');
    }
    return time(header.substring(HEADER.length()));
  }

  /// Returns the saved verdicts on these monitors but those that are too old or from the future,
  /// none if there is no file. Throws an IOException that names file and line when that makes no
  /// sense.
  ///
  /// @param nowNanos the same moment by the clock of the evidence
  public Map<Monitor, SavedVerdict> load(Set<Monitor> monitors, Instant now, long nowNanos)
      throws IOException {
    if (!Files.exists(file)) {
      return Map.of();
    }
    DurableFile.requireRegular(file);
    Map<String, Line> saved = new HashMap<>();
    Instant savedAt;
    int number = 1;
    try (var lines = Files.newBufferedReader(file)) {
      savedAt = savedAt(Objects.requireNonNullElse(lines.readLine(), ""));
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        String[] words = line.split(" ", 3);
        Line read = Line.of(words, savedAt);
        saved.put(words[1], read);
      }
    } catch (CharacterCodingException e) {
      throw new IOException(file + ": not a text in UTF-8, so not written by Pharos", e);
    } catch (IllegalArgumentException e) {
      throw new IOException(file + ":" + number + ": " + e.getMessage(), e);
    }
    return isYoung(savedAt, now) ? seeds(monitors, saved, now, nowNanos) : Map.of();
  }

  private static Map<Monitor, SavedVerdict> seeds(
      Set<Monitor> monitors, Map<String, Line> saved, Instant now, long nowNanos) {
    MessageDigest digest = digest();
    Map<Monitor, SavedVerdict> seeds = new HashMap<>();
    for (Monitor monitor : monitors) {
      Line line = saved.get(key(digest, monitor));
      if (line != null && isUsable(monitor, line.since, now)) {
        long age = isFeed(monitor) ? nanos(Duration.between(line.since, now)) : 0;
        seeds.put(
            monitor,
            new SavedVerdict(line.verdict, line.weightPercent, line.since, nowNanos - age));
      }
    }
    return seeds;
  }

  /// What a feed told counts for as long as it is valid, however long ago it was.
  private static boolean isUsable(Monitor monitor, Instant since, Instant now) {
    return isFeed(monitor) ? !since.isAfter(now) : isYoung(since, now);
  }

  private static boolean isYoung(Instant savedAt, Instant now) {
    Duration age = Duration.between(savedAt, now);
    return !age.isNegative() && age.compareTo(LONGEST_AGE) <= 0;
  }

  /// An age that no validity comes near is cut off there.
  private static long nanos(Duration age) {
    return age.compareTo(AGES) < 0 ? age.toNanos() : AGES.toNanos();
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
