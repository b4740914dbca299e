package org.pharosdns.cli.change;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pharosdns.cli.control.HistoryEntry;
import org.pharosdns.cli.control.JournalLine;
import org.pharosdns.cli.control.Reason;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.health.monitor.DurableFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The changes of each zone in the order they were made, one file a zone, one line a change
/// ({@link JournalLine}). A line that is not whole is passed over: it was never acknowledged.
///
/// A change stands here before its files are renamed. One that did not come about is taken back
/// by a second line with the same id and without files. When a file has become long its oldest
/// lines are left out. A change has a bounded length: {@link ZoneHistory} leaves out the records
/// of one that is too large.
public final class ChangeJournal {
  private static final Logger LOG = LoggerFactory.getLogger(ChangeJournal.class);
  private static final String SUFFIX = ".journal";

  private static final long MOST_OCTETS = 16 << 20;

  /// More is never read for the newest change, which has less than half of it.
  private static final long MOST_END_OCTETS = 64 << 20;

  /// How much of a file is read first for its newest change.
  private static final int END_OCTETS = 16 << 10;

  private final Path folder;
  private final Disk disk;
  private final long mostOctets;

  /// @param state the state folder
  public ChangeJournal(Path state, Disk disk) {
    this(state, disk, MOST_OCTETS);
  }

  /// @param mostOctets of a history, but for its newest change
  ChangeJournal(Path state, Disk disk, long mostOctets) {
    this.folder = folder(state);
    this.disk = disk;
    this.mostOctets = mostOctets;
  }

  static Path folder(Path state) {
    return state.resolve("history");
  }

  /// Adds a change; when this returns it is there to stay.
  void append(HistoryEntry entry) throws IOException {
    prune(file(DnsName.parse(entry.zone())));
    add(entry);
  }

  private void add(HistoryEntry entry) throws IOException {
    Files.createDirectories(folder);
    var file = file(DnsName.parse(entry.zone()));
    var whole = Files.notExists(file) || endsWithLine(file);
    disk.append(file, (whole ? "" : "\n") + JournalLine.print(entry) + "\n");
  }

  /// Leaves the oldest changes of a long history out. The newest one, which alone may still be on
  /// its way into the files, always stays. Where that fails the history stays as it was.
  private void prune(Path file) {
    try {
      if (Files.notExists(file) || Files.size(file) <= mostOctets) {
        return;
      }
      var kept = newestLines(file);
      if (kept != null) {
        var draft = file.resolveSibling(file.getFileName() + ".new");
        disk.write(draft, kept, file);
        disk.rename(draft, file);
        LOG.info("{}: the oldest changes are left out, {} octets stay", file, kept.length);
      }
    } catch (IOException e) {
      LOG.warn("{}: the oldest changes could not be left out: {}", file, Reason.of(e));
    }
  }

  /// Returns about half as many octets as there may be, with one whole change at least; null where
  /// that is all there is.
  private byte @Nullable [] newestLines(Path file) throws IOException {
    try (var channel = FileChannel.open(file)) {
      for (var octets = mostOctets / 2; octets < channel.size(); octets *= 2) {
        var end = end(file, channel, octets);
        var from = afterLine(end);
        if (!entries(file, end, from).isEmpty()) {
          return Arrays.copyOfRange(end, from, end.length);
        }
      }
      return null;
    }
  }

  private static boolean endsWithLine(Path file) throws IOException {
    try (var channel = Files.newByteChannel(file)) {
      var last = ByteBuffer.allocate(1);
      channel.position(Math.max(0, channel.size() - 1));
      return channel.read(last) < 1 || last.get(0) == '\n';
    }
  }

  /// Notes that a change did not come about.
  void takeBack(HistoryEntry entry) throws IOException {
    add(entry.takenBack());
  }

  /// Forgets the changes of a zone that is gone.
  void forget(DnsName zone) throws IOException {
    Files.deleteIfExists(file(zone));
  }

  /// Returns the changes of a zone, the oldest first.
  List<HistoryEntry> entries(DnsName zone) throws IOException {
    var file = file(zone);
    DurableFile.requireRegular(file);
    return Files.notExists(file) ? List.of() : entries(file, Files.readAllBytes(file), 0);
  }

  /// Returns the newest change of a zone, or null. However long the history has become, only the
  /// end of its file is read.
  @Nullable HistoryEntry newest(DnsName zone) throws IOException {
    var file = file(zone);
    if (Files.notExists(file)) {
      return null;
    }
    DurableFile.requireRegular(file);
    try (var channel = FileChannel.open(file)) {
      var size = channel.size();
      for (long octets = END_OCTETS; ; octets *= 4) {
        var isAll = octets >= size;
        var end = end(file, channel, isAll ? size : octets);
        var entries = entries(file, end, isAll ? 0 : afterLine(end));
        if (isAll || !entries.isEmpty()) {
          return entries.isEmpty() ? null : entries.getLast();
        }
      }
    }
  }

  private static byte[] end(Path file, FileChannel channel, long octets) throws IOException {
    if (octets > MOST_END_OCTETS) {
      throw new IOException(file + ": there is no whole change in its last 64 MiB");
    }
    var end = ByteBuffer.allocate((int) octets);
    var from = channel.size() - octets;
    while (end.hasRemaining() && channel.read(end, from + end.position()) > 0) {}
    return end.array();
  }

  /// Returns where the line after the first one begins.
  private static int afterLine(byte[] text) {
    var at = 0;
    while (at < text.length && text[at] != '\n') {
      at++;
    }
    return Math.min(text.length, at + 1);
  }

  private static List<HistoryEntry> entries(Path file, byte[] octets, int from) {
    var entries = new ArrayList<HistoryEntry>();
    var text = new String(octets, from, octets.length - from, StandardCharsets.UTF_8);
    for (var line : text.split("\n", -1)) {
      var entry = JournalLine.read(line);
      if (entry == null) {
        if (!line.isEmpty()) {
          LOG.warn("{}: a line that is not whole is passed over", file);
        }
      } else if (entry.files().isEmpty()) {
        entries.removeIf(each -> each.id() == entry.id());
      } else {
        entries.add(entry);
      }
    }
    return entries;
  }

  /// Returns the zone that a file in the folder belongs to, by its name without `suffix`.
  static Optional<DnsName> zone(Path file, String suffix) {
    var name = file.getFileName().toString();
    if (!name.endsWith(suffix)) {
      return Optional.empty();
    }
    try {
      var stem = name.substring(0, name.length() - suffix.length());
      return Optional.of(DnsName.parse(stem.replace("%2F", "/")));
    } catch (IllegalArgumentException e) {
      LOG.warn("{}: not of a zone, and passed over: {}", file, e.getMessage());
      return Optional.empty();
    }
  }

  /// Returns how files are called that belong to a zone, whichever way its name is written.
  static String fileName(DnsName zone) {
    var text = zone.toString().toLowerCase(Locale.ROOT);
    var name = zone.isRoot() ? text : text.substring(0, text.length() - 1);
    return name.replace("/", "%2F");
  }

  private Path file(DnsName zone) {
    return folder.resolve(fileName(zone) + SUFFIX);
  }
}
