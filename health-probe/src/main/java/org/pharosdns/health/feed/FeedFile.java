package org.pharosdns.health.feed;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A file of verdicts. Looked at again and again; its modification time is the evidence. Not for
/// several threads.
final class FeedFile {
  private static final Logger LOG = LoggerFactory.getLogger(FeedFile.class);
  private static final int LARGEST = 4 << 20;

  /// What tells one version of a file from another.
  private record Version(FileTime written, long size, @Nullable Object key) {}

  /// Verdicts that were true at one moment.
  record Verdicts(FeedText text, long trueAtNanos) {}

  private final Path file;
  private final InstantSource wall;
  private final LongSupplier nanoTime;
  private final FileMoment moment = new FileMoment();
  private @Nullable Version version;
  private boolean isNews;
  private @Nullable Verdicts verdicts;
  private @Nullable String trouble;

  FeedFile(Path file, InstantSource wall, LongSupplier nanoTime) {
    this.file = file;
    this.wall = wall;
    this.nanoTime = nanoTime;
  }

  /// Returns the verdicts of the newest version that could be read, null before there was one.
  @Nullable Verdicts verdicts() {
    return verdicts;
  }

  /// Whether nobody has been told of the verdicts yet.
  boolean isNews() {
    return isNews;
  }

  /// Takes note that whom they concern has been told.
  void told() {
    isNews = false;
  }

  /// Reads the file if it has another version.
  void look() {
    try {
      Version now = version();
      if (now.equals(version)) {
        moment.unchanged(nanos(wall.instant()), nanoTime.getAsLong());
      } else {
        read(now);
      }
    } catch (IOException e) {
      complain("the feed " + file + " cannot be read: " + e);
    }
  }

  /// A file that changes while it is read is read at the next look.
  private void read(Version now) throws IOException {
    if (now.size > LARGEST) {
      throw new IOException("larger than 4 MiB");
    }
    byte[] octets = Files.readAllBytes(file);
    if (!version().equals(now) || octets.length != now.size) {
      return;
    }
    var text = FeedText.parse(new String(octets, StandardCharsets.UTF_8));
    long trueAtNanos =
        moment.changed(
            now.written.to(TimeUnit.NANOSECONDS), nanos(wall.instant()), nanoTime.getAsLong());
    version = now;
    verdicts = new Verdicts(text, trueAtNanos);
    isNews = true;
    if (text.problems().isEmpty()) {
      trouble = null;
    } else {
      complain("the feed " + file + " has lines that count for nothing: " + text.problems());
    }
  }

  private Version version() throws IOException {
    var attributes = Files.readAttributes(file, BasicFileAttributes.class);
    if (!attributes.isRegularFile()) {
      throw new IOException("no regular file");
    }
    return new Version(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey());
  }

  private static long nanos(Instant instant) {
    return FileTime.from(instant).to(TimeUnit.NANOSECONDS);
  }

  /// Says the same only once.
  private void complain(String what) {
    if (!what.equals(trouble)) {
      String cut = what.length() > 1000 ? what.substring(0, 1000) + "..." : what;
      LOG.warn("{}", cut);
      trouble = what;
    }
  }
}
