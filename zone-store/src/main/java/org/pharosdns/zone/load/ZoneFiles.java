package org.pharosdns.zone.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.pharosdns.zone.model.NoRoomException;

/// Reads the files of one zone and keeps `$INCLUDE` within bounds: regular files only, inside
/// the folder of the zone file or, where that is a symbolic link, inside the folder it points
/// into; to a limited depth; none inside itself; all together, with the lines that `$GENERATE`
/// makes, no larger than one file may be, and than there is memory for.
final class ZoneFiles {
  /// What a file counts as at least, so that thousands of tiny ones are not for nothing.
  static final int LEAST_CHARGE = 1024;

  private static final int PIECE_OCTETS = 64 << 10;

  /// So many of those that cannot be read are remembered.
  private static final int MOST_MISSING = 100;

  /// The text, its records, where they lie and how they are found, in halves of the text.
  private static final int HALVES_OF_TEXT = 7;

  /// The same without the text, which is there.
  private static final int HALVES_OF_DRAFT = 5;

  private final Path zoneFile;
  private final LoadLimits limits;
  private final ProblemList problems;
  private final Set<Path> folders = new LinkedHashSet<>();
  private final Deque<Path> open = new ArrayDeque<>();
  private final Map<Path, byte[]> drafts;
  private final List<ZoneFile> opened = new ArrayList<>();
  private final Set<Path> missing = new LinkedHashSet<>();
  private long budget;

  /// @param drafts octets to take in the place of what a file holds, by its real path
  ZoneFiles(Path zoneFile, LoadLimits limits, ProblemList problems, Map<Path, byte[]> drafts) {
    this.zoneFile = zoneFile;
    this.limits = limits;
    this.problems = problems;
    this.drafts = drafts;
    this.budget = limits.fileOctets();
  }

  /// Reads the zone file itself.
  Source openZone() throws BadText {
    try {
      var real = zoneFile.toRealPath();
      folders.add(folderOf(zoneFile.toAbsolutePath()).toRealPath());
      folders.add(folderOf(real));
      return read(zoneFile, real, 0);
    } catch (IOException e) {
      throw new BadText(0, "the zone file cannot be read: " + reason(e));
    }
  }

  /// Reads a file that an entry of `from` includes; to be closed with {@link #close}.
  Source openIncluded(Source from, String name, int offset) throws BadText {
    if (open.size() > limits.includeDepth()) {
      throw new BadText(offset, "$INCLUDE more than " + limits.includeDepth() + " files deep");
    }
    try {
      var path = resolve(from, name);
      if (missing.size() < MOST_MISSING) {
        missing.add(path);
      }
      var real = path.toRealPath();
      if (folders.stream().noneMatch(real::startsWith)) {
        throw new BadText(
            offset,
            "the file to include is outside the folder of the zone file",
            "it must be inside " + folders.iterator().next());
      }
      if (open.contains(real)) {
        throw new BadText(offset, "the file includes itself");
      }
      var source = read(path, real, offset);
      missing.remove(path);
      return source;
    } catch (IOException | InvalidPathException e) {
      throw new BadText(offset, "the file to include cannot be read: " + reason(e));
    }
  }

  /// Counts a line that `$GENERATE` makes as text of the zone.
  ///
  /// @param offset the place of the directive
  void charge(byte[] line, int offset) throws BadText {
    budget -= line.length + 1;
    if (budget < 0) {
      throw new BadText(
          offset,
          "with the lines that this $GENERATE makes, the zone has more than "
              + limits.fileOctets()
              + " octets of text",
          "make fewer or shorter records, or raise [limits] zone_file");
    }
  }

  void close() {
    open.pop();
  }

  /// Returns every file read so far, the zone file first.
  List<ZoneFile> files() {
    return List.copyOf(opened);
  }

  /// Returns files that are to be included and cannot be read.
  Set<Path> missing() {
    return Set.copyOf(missing);
  }

  private Path resolve(Source from, String name) {
    var beside = from.folder().resolve(name);
    if (from.index() == 0 && !Files.exists(beside)) {
      for (var folder : folders) {
        if (Files.exists(folder.resolve(name))) {
          return folder.resolve(name);
        }
      }
    }
    return beside;
  }

  private Source read(Path path, Path real, int offset) throws IOException, BadText {
    if (!Files.isRegularFile(real)) {
      throw new BadText(offset, path.getFileName() + " is not a regular file");
    }
    var octets = octets(path, real, offset);
    budget -= Math.max(octets.length, LEAST_CHARGE);
    open.push(real);
    var source = new Source(problems.sources(), path, folderOf(path), octets);
    problems.addSource(source);
    return source;
  }

  private byte[] octets(Path path, Path real, int offset) throws IOException, BadText {
    var draft = drafts.get(real);
    if (draft != null) {
      requireBudget(draft.length, offset);
      requireMemory(draft.length * (long) HALVES_OF_DRAFT / 2, offset);
      opened.add(new ZoneFile(path, real, draft, FileTime.fromMillis(0)));
      return draft;
    }
    try (var channel = FileChannel.open(real, StandardOpenOption.READ)) {
      var size = channel.size();
      var modified = Files.getLastModifiedTime(real);
      requireBudget(size, offset);
      requireMemory(size * HALVES_OF_TEXT / 2, offset);
      var octets = new byte[(int) size];
      var whole = fill(octets, channel);
      if (!whole || channel.size() != size || !modified.equals(Files.getLastModifiedTime(real))) {
        throw new BadText(offset, "the file changed while it was read", "load it again");
      }
      opened.add(new ZoneFile(path, real, octets, modified));
      return octets;
    }
  }

  private void requireMemory(long octets, int offset) throws BadText {
    try {
      limits.room().require(octets);
    } catch (NoRoomException e) {
      throw new BadText(offset, e.message(), NoRoomException.HINT);
    }
  }

  private void requireBudget(long octets, int offset) throws BadText {
    if (octets > Math.min(budget, Integer.MAX_VALUE - 16)) {
      var charge = opened.isEmpty() ? "" : ", each file counted as " + LEAST_CHARGE + " at least";
      throw new BadText(
          offset, "the zone has more than " + limits.fileOctets() + " octets of text" + charge);
    }
  }

  /// Reads by pieces, because the JDK keeps a buffer outside the heap as large as the largest read.
  private static boolean fill(byte[] octets, FileChannel channel) throws IOException {
    var buffer = ByteBuffer.wrap(octets);
    int read;
    do {
      buffer.limit(Math.min(octets.length, buffer.position() + PIECE_OCTETS));
      read = channel.read(buffer);
    } while (read > 0);
    return buffer.position() == octets.length;
  }

  private static Path folderOf(Path file) {
    var parent = file.getParent();
    return parent == null ? Path.of("") : parent;
  }

  private static String reason(Exception e) {
    return switch (e) {
      case NoSuchFileException missing -> "there is no file " + missing.getFile();
      case AccessDeniedException denied -> "no right to read " + denied.getFile();
      default -> String.valueOf(e.getMessage());
    };
  }
}
