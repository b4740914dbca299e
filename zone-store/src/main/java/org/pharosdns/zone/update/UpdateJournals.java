package org.pharosdns.zone.update;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.pharosdns.dns.wire.DnsName;

/// The journals of a state folder, one for each zone. Whoever appends to one and whoever reads it
/// must have it from here: what was refused and could not be taken back is in the file, and the
/// journal alone knows. Any thread.
public final class UpdateJournals {
  private final Path state;
  private final JournalDisk disk;
  private final Map<DnsName, UpdateJournal> journals = new ConcurrentHashMap<>();

  /// @param state the state folder
  public UpdateJournals(Path state) {
    this(state, new JournalDisk());
  }

  UpdateJournals(Path state, JournalDisk disk) {
    this.state = state;
    this.disk = disk;
  }

  /// Returns the journal of a zone, always the same.
  public UpdateJournal of(DnsName apex) {
    return journals.computeIfAbsent(apex, any -> new UpdateJournal(state, any, disk));
  }
}
