package org.pharosdns.dns.transport;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// How many TCP connections the process may have open without starving everything else of file
/// descriptors.
final class Descriptors {
  private static final Path LIMITS = Path.of("/proc/self/limits");
  private static final String LINE = "Max open files";
  private static final int MOST_RESERVED = 256;

  private Descriptors() {}

  /// Returns `wanted`, or less if the system's limit (`ulimit -n`) demands it; then it says so.
  static int affordable(int wanted, CountedLog log) {
    var limit = limit();
    var affordable = affordable(wanted, limit);
    if (affordable < wanted) {
      log.warn(
          "fewer TCP connections than configured",
          affordable + " instead of " + wanted + ", because ulimit -n is " + limit);
    }
    return affordable;
  }

  /// Half of the descriptors are kept for everything else, but not more than 256.
  static int affordable(int wanted, long limit) {
    return (int) Math.min(wanted, limit - Math.min(limit / 2, MOST_RESERVED));
  }

  /// Returns the limit of this process, or a very large number if the system does not tell.
  private static long limit() {
    try (var lines = Files.lines(LIMITS)) {
      return lines
          .filter(line -> line.startsWith(LINE))
          .map(line -> line.substring(LINE.length()).strip().split(" ", 2)[0])
          .mapToLong(Long::parseLong)
          .findFirst()
          .orElse(Integer.MAX_VALUE);
    } catch (IOException | NumberFormatException notTold) {
      return Integer.MAX_VALUE;
    }
  }
}
