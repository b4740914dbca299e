package org.pharosdns.zone.update;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.zip.CRC32C;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.zone.edit.RecordChange;
import org.pharosdns.zone.edit.SerialStyle;
import org.pharosdns.zone.model.ZoneContents;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The changes of one zone that its file does not have yet, in a file of the state folder: entries
/// one behind the other, each behind its length and its CRC-32C, four octets each.
///
/// An entry is there for good when {@link #append} returns. A tail that was torn by a power cut has
/// never been acknowledged, and is ignored and overwritten. Whole entries behind a damaged one have
/// been: they are not carried out, for one is missing, but a copy of the file is kept, one for each
/// zone.
///
/// Who appends holds on to one journal, which then need not read what it wrote, and knows what was
/// refused but could not be taken back: {@link UpdateJournals}. For one thread at a time.
public final class UpdateJournal {
  private static final Logger LOG = LoggerFactory.getLogger(UpdateJournal.class);

  /// Eight times as much as makes a zone be folded at once.
  static final int MOST_OCTETS = 8 << 20;

  private static final int HEAD_OCTETS = 8;
  private static final int UNKNOWN = -1;

  private final Path file;

  private final JournalDisk disk;

  /// Where the whole entries end, and with them the file.
  private long knownEnd = UNKNOWN;

  /// Where an entry begins that was refused and may still be there.
  private long refusedFrom = UNKNOWN;

  /// Whether the name of the file is known to be durable.
  private boolean isInFolder;

  /// @param state the state folder
  public UpdateJournal(Path state, DnsName apex) {
    this(state, apex, new JournalDisk());
  }

  UpdateJournal(Path state, DnsName apex, JournalDisk disk) {
    this.disk = disk;
    file = state.resolve("updates").resolve(fileName(apex));
  }

  private static String fileName(DnsName apex) {
    var name = apex.toString().toLowerCase(Locale.ROOT).replace("/", "\\047");
    return (apex.isRoot() ? "root" : name.substring(0, name.length() - 1)) + ".journal";
  }

  /// Whether there may be entries: where nobody may look there may.
  public boolean exists() {
    return !Files.notExists(file);
  }

  /// Returns how many octets the file would have with `entry`.
  long sizeWith(JournalEntry entry) {
    return size() + HEAD_OCTETS + entry.octets().length;
  }

  /// Returns how many octets the file has.
  long size() {
    return file.toFile().length();
  }

  /// Returns what is in the file.
  ///
  /// @throws IOException when that is more than any server has written, or it is no regular file
  private byte[] octets() throws IOException {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new IOException(file + " is no regular file");
    }
    var size = Files.size(file);
    if (size > MOST_OCTETS) {
      throw new IOException(
          "%s has %d octets and may have %d: move it away to do without its updates"
              .formatted(file, size, MOST_OCTETS));
    }
    return Files.readAllBytes(file);
  }

  /// Returns the entries from the oldest to the newest, up to one that is not whole; none when
  /// there is no file. What is left out is told to the log.
  ///
  /// @throws IOException when the file cannot be read or is too long, or a whole entry makes no
  ///     sense
  public List<JournalEntry> read() throws IOException {
    var entries = new ArrayList<JournalEntry>();
    if (exists()) {
      var octets = acknowledged(octets());
      var end = goodEnd(octets);
      tellOfRest(octets, end);
      readAll(octets, end, entries);
    }
    return entries;
  }

  /// Returns a clause that says why it cannot be read or written, with the name of a file.
  String reason(IOException e) {
    var message = String.valueOf(e.getMessage());
    return switch (e) {
      case NoSuchFileException missing -> "there is no " + missing.getFile();
      case AccessDeniedException denied -> "no right to use " + denied.getFile();
      default -> message.startsWith(folder().toString()) ? message : file + ": " + message;
    };
  }

  private byte[] acknowledged(byte[] octets) {
    return refusedFrom != UNKNOWN && refusedFrom < octets.length
        ? Arrays.copyOf(octets, (int) refusedFrom)
        : octets;
  }

  private void tellOfRest(byte[] octets, int end) {
    if (LostEntries.mayBeBehind(octets, end)) {
      LOG.error(
          "{}: the update at octet {} is damaged, and later ones are not in force", file, end);
    } else if (end < octets.length) {
      LOG.warn(
          "{}: {} octets at its end are no whole update and are passed over",
          file,
          octets.length - end);
    }
  }

  private static void readAll(byte[] octets, int end, List<JournalEntry> entries)
      throws IOException {
    var buffer = ByteBuffer.wrap(octets, 0, end);
    while (buffer.hasRemaining()) {
      var entry = new byte[buffer.getInt()];
      buffer.getInt();
      buffer.get(entry);
      entries.add(JournalEntry.of(entry));
    }
  }

  /// Returns where the whole entries end. What a power cut leaves behind them may have any
  /// length: that of an entry whose octets never came, or nothing but zeros.
  private static int goodEnd(byte[] octets) {
    var buffer = ByteBuffer.wrap(octets);
    var end = 0;
    while (buffer.remaining() >= HEAD_OCTETS) {
      var length = buffer.getInt();
      var check = buffer.getInt();
      if (length <= 0
          || length > buffer.remaining()
          || checksum(octets, buffer.position(), length) != check) {
        return end;
      }
      end = buffer.position() + length;
      buffer.position(end);
    }
    return end;
  }

  static int checksum(byte[] octets, int from, int length) {
    var crc = new CRC32C();
    crc.update(octets, from, length);
    return (int) crc.getValue();
  }

  /// Adds an entry and forces it to the disk.
  ///
  /// @return how many octets it takes
  /// @throws IOException when that fails; then the entry is not there, or no other one is taken
  ///     before it is gone
  int append(JournalEntry entry) throws IOException {
    var octets = entry.octets();
    var whole = ByteBuffer.allocate(HEAD_OCTETS + octets.length);
    whole.putInt(octets.length).putInt(checksum(octets, 0, octets.length)).put(octets).flip();
    if (!exists()) {
      Files.createDirectories(folder());
      isInFolder = false;
    }
    try (var channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      cutRefused(channel);
      var end = channel.size() == knownEnd ? knownEnd : keptEnd();
      knownEnd = UNKNOWN;
      channel.truncate(end);
      channel.position(end);
      refusedFrom = end;
      try {
        while (whole.hasRemaining()) {
          channel.write(whole);
        }
        channel.force(false);
        if (!isInFolder) {
          disk.forceFolder(folder());
          isInFolder = true;
        }
      } catch (IOException e) {
        takeBack(channel, e);
        throw e;
      }
      refusedFrom = UNKNOWN;
      knownEnd = end + whole.limit();
    }
    return whole.limit();
  }

  private void takeBack(FileChannel channel, IOException reason) {
    try {
      cutRefused(channel);
    } catch (IOException e) {
      reason.addSuppressed(e);
      LOG.error("an update that was refused may be there, and no other is taken: {}", reason(e));
    }
  }

  /// Returns how many octets it has of an entry that was refused and could not be taken back.
  long refusedOctets() {
    return refusedFrom == UNKNOWN ? 0 : size() - refusedFrom;
  }

  /// Takes back an entry that was refused and may still be there.
  void cutRefused() throws IOException {
    if (refusedFrom != UNKNOWN && exists()) {
      try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        cutRefused(channel);
      }
    }
  }

  private void cutRefused(FileChannel channel) throws IOException {
    if (refusedFrom != UNKNOWN) {
      disk.cut(channel, refusedFrom);
      refusedFrom = UNKNOWN;
    }
  }

  /// Returns where the whole entries end; keeps a copy of the file where there may be more
  /// behind one that is damaged, which are about to be lost.
  private int keptEnd() throws IOException {
    var octets = octets();
    var end = goodEnd(octets);
    if (LostEntries.mayBeBehind(octets, end)) {
      keepCopy(octets);
    }
    return end;
  }

  /// Keeps the first copy until somebody takes it away: a disk that fails again and again is not
  /// filled with them. It has its name once it is whole.
  private void keepCopy(byte[] octets) throws IOException {
    var copy = file.resolveSibling(file.getFileName() + ".damaged");
    if (Files.exists(copy)) {
      if (Files.mismatch(copy, file) >= 0) {
        LOG.error("{}: no copy of it is kept, for there is an earlier one: {}", file, copy);
      }
      return;
    }
    var draft = file.resolveSibling(file.getFileName() + ".damaged.new");
    try {
      disk.write(draft, octets);
      Files.move(draft, copy, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      Files.deleteIfExists(draft);
      throw e;
    }
    disk.forceFolder(folder());
    LOG.error("{}: a copy with the updates behind the damaged one is kept as {}", file, copy);
  }

  /// Forgets all entries: the file of the zone has them.
  void clear() throws IOException {
    knownEnd = UNKNOWN;
    if (exists()) {
      var _ = keptEnd();
      Files.delete(file);
    }
    refusedFrom = UNKNOWN;
    if (Files.exists(folder())) {
      disk.forceFolder(folder());
    }
  }

  private Path folder() {
    var folder = file.getParent();
    if (folder == null) {
      throw new IllegalStateException(file + " is in no folder");
    }
    return folder;
  }

  /// Returns all changes of `entries` in order.
  static List<RecordChange> changes(List<JournalEntry> entries) {
    return entries.stream().flatMap(entry -> entry.changes().stream()).toList();
  }

  /// Returns what is in force when a zone file holds `contents` and the journal has `entries`: the
  /// records of the file with the changes in them, and a serial that is lower than none that was
  /// ever answered. A file that somebody has given another serial meanwhile was changed too: then
  /// the serial goes up once more.
  public static ZoneContents replay(ZoneContents contents, List<JournalEntry> entries) {
    if (entries.isEmpty()) {
      return contents;
    }
    var fileSerial = contents.serial();
    var last = entries.getLast().serialAfter();
    var known =
        entries.stream()
            .anyMatch(
                entry -> entry.serialBefore() == fileSerial || entry.serialAfter() == fileSerial);
    var latest = SerialStyle.isGreater(fileSerial, last) ? fileSerial : last;
    var draft = new ZoneDraft(contents);
    changes(entries).forEach(draft::apply);
    draft.serial(known ? last : latest + 1 & 0xffff_ffffL);
    return draft.build();
  }
}
