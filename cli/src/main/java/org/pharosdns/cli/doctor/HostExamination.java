package org.pharosdns.cli.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.pharosdns.cli.config.Configuration;
import org.pharosdns.cli.control.CheckReport;
import org.pharosdns.cli.control.Reason;

/// What the machine gives: time, room on the disk, open files.
final class HostExamination {
  private static final int FIRST_YEAR = 2025;
  private static final int LAST_YEAR = 2100;
  private static final Duration SLACK = Duration.ofMinutes(1);
  private static final long LITTLE_ROOM = 256L << 20;
  private static final long NO_ROOM = 16L << 20;

  /// Sockets of probes, zone files, the control socket, libraries.
  private static final int FILES_BESIDE_CONNECTIONS = 512;

  private HostExamination() {}

  /// Looks at the clock, also against the times of files.
  static Finding clock(Instant now, List<Path> files) {
    var year = now.atZone(ZoneOffset.UTC).getYear();
    if (year < FIRST_YEAR || year > LAST_YEAR) {
      return Finding.bad("clock", "it says " + now + "; TSIG and forced states with an end fail");
    }
    for (var file : files) {
      if (isNewer(file, now.plus(SLACK))) {
        return Finding.warn("clock", file + " is from the future: is the clock behind?");
      }
    }
    return Finding.ok("clock", now.truncatedTo(ChronoUnit.SECONDS).toString());
  }

  /// A file that cannot be read is the finding of another examination.
  private static boolean isNewer(Path file, Instant time) {
    try {
      return Files.getLastModifiedTime(file).toInstant().isAfter(time);
    } catch (IOException e) {
      return false;
    }
  }

  /// Looks whether the state folder, or the folder it will be made in, takes what must be kept.
  static Finding state(Path state) {
    var there = state.toAbsolutePath();
    for (var up = there.getParent(); !Files.exists(there) && up != null; up = up.getParent()) {
      there = up;
    }
    if (!Files.isDirectory(there)) {
      return Finding.bad("state folder", there + " is no folder");
    }
    try {
      Files.delete(Files.createTempFile(there, ".pharos-doctor", ""));
      var room = Files.getFileStore(there).getUsableSpace();
      var what =
          there.equals(state.toAbsolutePath())
              ? there + " takes files"
              : state + " is not there yet, but can be made";
      var text = "%s, %,d MiB free".formatted(what, room >> 20);
      if (room < NO_ROOM) {
        return Finding.bad("state folder", text + ": changes will be refused");
      }
      return room < LITTLE_ROOM
          ? Finding.warn("state folder", text)
          : Finding.ok("state folder", text);
    } catch (IOException e) {
      return Finding.bad("state folder", "nothing can be kept: " + Reason.of(e));
    }
  }

  /// Looks whether commands and dynamic updates can change zone files. That the folder cannot be
  /// read, or is none, is a problem of the configuration.
  static Finding zones(Path zones) {
    return !Files.isDirectory(zones) || Files.isWritable(zones)
        ? Finding.ok("zone folder", zones + " takes changes")
        : Finding.warn(
            "zone folder",
            "no zone can be changed by a command: "
                + Reason.denied(zones.resolve("NAME.zone").toString()));
  }

  /// Compares the limit of open files with what connections may take.
  ///
  /// @param open the limit; below 0 when it is not known
  static Finding openFiles(long open, Configuration configuration) {
    var wanted = configuration.limits().tcp().connections() + FILES_BESIDE_CONNECTIONS;
    if (open < 0) {
      return Finding.warn("open files", "the limit cannot be read on this system");
    }
    return open < wanted
        ? Finding.warn(
            "open files",
            "%d allowed; tcp_connections and probes may want %d: LimitNOFILE=, or ulimit -n"
                .formatted(open, wanted))
        : Finding.ok("open files", "%d allowed, %d may be wanted".formatted(open, wanted));
  }

  /// Compares the addresses that are probed with the limit of monitors.
  static Finding monitors(CheckReport report, Configuration configuration) {
    var probed =
        report.names().stream()
            .flatMap(name -> name.tiers().stream())
            .filter(tier -> tier.check() != null)
            .mapToLong(tier -> tier.members().size())
            .sum();
    var most = configuration.limits().monitors();
    var text = "%d addresses with checks, at most %d monitors".formatted(probed, most);
    return probed > most
        ? Finding.warn("monitors", text + ": raise [limits] monitors")
        : Finding.ok("monitors", text);
  }
}
