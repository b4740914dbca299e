package org.pharosdns.cli.libc;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Files that are mapped into this process and only read: the code of the JVM, its class archive.
///
/// A start reads far more of them than a running server. {@link #release} unmaps their pages; those
/// that are needed again come back from the page cache of the system, without a look at the disk.
public final class MappedFiles {
  private static final Path MAPPINGS = Path.of("/proc/self/smaps");
  private static final int DONT_NEED = 4;
  private static final long WORTH_OCTETS = 256 * 1024;

  private MappedFiles() {}

  /// A run of pages of a file.
  ///
  /// @param residentOctets how much of it is in memory
  /// @param ownOctets how much of it this process has written to: no file has that
  record Mapping(long start, long end, String permissions, long residentOctets, long ownOctets) {
    boolean isReleasable() {
      return permissions.charAt(1) == '-' && ownOctets == 0 && residentOctets >= WORTH_OCTETS;
    }
  }

  /// Gives the pages back that this process has mapped and not written to.
  ///
  /// @return how many octets of memory that freed
  /// @throws IOException when the system does not tell or does not let go
  public static long release() throws IOException {
    var advise = new CFunction("madvise");
    var released = 0L;
    for (var mapping : mappings(Files.readAllLines(MAPPINGS, UTF_8))) {
      if (mapping.isReleasable()) {
        advise.call(mapping.start(), mapping.end() - mapping.start(), DONT_NEED, 0);
        released += mapping.residentOctets();
      }
    }
    return released;
  }

  /// Reads the mappings of files from the lines of proc_pid_smaps(5): each mapping is a line that
  /// begins with its address, and then its figures, which begin with capital letters.
  static List<Mapping> mappings(List<String> lines) {
    var mappings = new ArrayList<Mapping>();
    for (var i = 0; i < lines.size(); i++) {
      var line = lines.get(i);
      if (!isFigure(line) && line.contains(" /")) {
        var residentOctets = 0L;
        var ownOctets = 0L;
        for (; i + 1 < lines.size() && isFigure(lines.get(i + 1)); i++) {
          var figure = lines.get(i + 1);
          if (figure.startsWith("Rss:")) {
            residentOctets = octets(figure);
          } else if (figure.startsWith("Anonymous:")) {
            ownOctets = octets(figure);
          }
        }
        mappings.add(mapping(line, residentOctets, ownOctets));
      }
    }
    return mappings;
  }

  private static boolean isFigure(String line) {
    return line.charAt(0) >= 'A' && line.charAt(0) <= 'Z';
  }

  /// Reads `Rss:    1024 kB`.
  private static long octets(String figure) {
    var number = figure.substring(figure.indexOf(':') + 1, figure.length() - " kB".length());
    return Long.parseLong(number.strip()) * 1024;
  }

  /// Reads `7f00-7f10 r-xp 0000 fe:00 12 /usr/lib/libc.so`.
  private static Mapping mapping(String line, long residentOctets, long ownOctets) {
    var dash = line.indexOf('-');
    var space = line.indexOf(' ');
    return new Mapping(
        Long.parseUnsignedLong(line, 0, dash, 16),
        Long.parseUnsignedLong(line, dash + 1, space, 16),
        line.substring(space + 1, line.indexOf(' ', space + 1)),
        residentOctets,
        ownOctets);
  }
}
