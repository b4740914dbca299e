package org.pharosdns.cli.change;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.pharosdns.cli.control.Reason;
import org.pharosdns.cli.control.RefusedException;
import org.pharosdns.dns.wire.DnsName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The files of the zones that were deleted last, in `STATE/deleted`. The oldest go when
/// there are too many, with what is remembered of the changes of those that are not there again.
public final class DeletedZones {
  private static final Logger LOG = LoggerFactory.getLogger(DeletedZones.class);

  static final String ZONE = ".zone";
  static final String STEERING = ".toml";
  private static final int MOST = 100;

  private final Path folder;
  private final ZoneChanges changes;

  /// @param state the state folder
  DeletedZones(Path state, ZoneChanges changes) {
    this.folder = folder(state);
    this.changes = changes;
  }

  static Path folder(Path state) {
    return state.resolve("deleted");
  }

  /// Returns the zones that can still be brought back.
  ///
  /// @param state the state folder
  public static Set<DnsName> in(Path state) throws IOException {
    var zones = new HashSet<DnsName>();
    for (var file : files(folder(state))) {
      ChangeJournal.zone(file, ZONE).ifPresent(zones::add);
    }
    return zones;
  }

  /// Returns where a file of a zone is put aside.
  Path file(DnsName apex, String suffix) {
    return folder.resolve(ChangeJournal.fileName(apex) + suffix);
  }

  /// Forgets all but the newest. What cannot be forgotten now is tried the next time.
  ///
  /// @param isThere whether there is a zone of that name, in force or not
  void tidy(Predicate<DnsName> isThere) {
    try {
      deletedMillis().entrySet().stream()
          .sorted(Map.Entry.<DnsName, Long>comparingByValue().reversed())
          .skip(MOST)
          .map(Map.Entry::getKey)
          .forEach(apex -> forget(apex, isThere.test(apex)));
    } catch (IOException e) {
      LOG.warn("{}: the oldest zones are not forgotten: {}", folder, Reason.of(e));
    }
  }

  private Map<DnsName, Long> deletedMillis() throws IOException {
    var ages = new HashMap<DnsName, Long>();
    for (var file : files(folder)) {
      var apex = ChangeJournal.zone(file, file.toString().endsWith(ZONE) ? ZONE : STEERING);
      if (apex.isPresent()) {
        ages.merge(apex.get(), Files.getLastModifiedTime(file).toMillis(), Math::max);
      }
    }
    return ages;
  }

  private static List<Path> files(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.toList();
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (UncheckedIOException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /// The history goes first: the files are what it is found by.
  private void forget(DnsName apex, boolean isThere) {
    try {
      if (!isThere) {
        changes.forget(apex);
      }
      Files.deleteIfExists(file(apex, STEERING));
      Files.deleteIfExists(file(apex, ZONE));
      LOG.info("{}: what was kept of the deleted zone is forgotten, for later ones", apex);
    } catch (IOException e) {
      LOG.warn("{}: what is kept of the deleted zone stays: {}", apex, Reason.of(e));
    } catch (RefusedException e) {
      LOG.warn("{}: what is kept of the deleted zone stays: {}", apex, e.getMessage());
    }
  }
}
