package org.pharosdns.health.check;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A process and everything that it started, so that all of it can be ended.
///
/// The tree of processes is not enough: who starts a child and ends leaves an orphan that is
/// nobody's descendant. So all inherit a mark in their environment, and `/proc` is searched for it.
final class ProcessFamily {
  private static final Logger LOG = LoggerFactory.getLogger(ProcessFamily.class);
  private static final String NAME = "PHAROS_PROBE";
  private static final Path PROC = Path.of("/proc");

  /// A process that starts children as fast as they are killed is given up after so many rounds.
  private static final int ROUNDS = 10;

  private final String mark;

  /// @param mark a text that no other process has
  ProcessFamily(String mark) {
    this.mark = mark;
  }

  void mark(Map<String, String> environment) {
    environment.put(NAME, mark);
  }

  /// Ends them all, at once.
  void kill(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    List<ProcessHandle> orphans = orphans();
    for (int round = 0; !orphans.isEmpty() && round < ROUNDS; round++) {
      orphans.forEach(ProcessHandle::destroyForcibly);
      orphans = orphans();
    }
  }

  private List<ProcessHandle> orphans() {
    var found = new ArrayList<ProcessHandle>();
    if (!Files.isDirectory(PROC)) {
      return found;
    }
    try (var entries = Files.newDirectoryStream(PROC, "[0-9]*")) {
      for (Path entry : entries) {
        if (isMarked(entry)) {
          ProcessHandle.of(Long.parseLong(entry.getFileName().toString())).ifPresent(found::add);
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      LOG.debug("looking for processes that a check left behind: {}", e.toString());
    }
    return found;
  }

  private boolean isMarked(Path entry) {
    try {
      byte[] environment = Files.readAllBytes(entry.resolve("environ"));
      return new String(environment, StandardCharsets.ISO_8859_1).contains(NAME + '=' + mark);
    } catch (IOException e) {
      // It has ended, or is another user's: not one of ours.
      return false;
    }
  }
}
