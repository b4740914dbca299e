package org.pharosdns.cli.server;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.pharosdns.cli.change.ChangeJournal;
import org.pharosdns.cli.change.Disk;
import org.pharosdns.cli.change.FileTransaction;
import org.pharosdns.cli.change.StateFolder;
import org.pharosdns.cli.control.Reason;
import org.pharosdns.cli.control.RefusedException;
import org.pharosdns.cli.control.StartFailure;
import org.pharosdns.cli.steering.TierStore;
import org.pharosdns.cli.zones.CutOff;
import org.pharosdns.cli.zones.Unwritten;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.health.monitor.ForcedStates;
import org.pharosdns.health.monitor.VerdictStore;
import org.pharosdns.zone.update.UpdateJournals;

/// What the state folder keeps over a restart.
///
/// @param usedBefore whether a server has run with this folder
/// @param unwritten what a server that died has left and could not be brought into the files
record StateParts(
    Path path,
    boolean usedBefore,
    ChangeJournal journal,
    FileTransaction transaction,
    Unwritten unwritten,
    ForcedStates forced,
    TierStore tiers,
    VerdictStore verdicts) {
  /// Takes the folder, and ends what a server that died has left in the zone files: before they are
  /// read.
  static StateParts open(ServerBasics basics) throws StartFailure {
    var folder = basics.add(StateFolder.take(basics.configuration().server().state()));
    var path = folder.path();
    var disk = new Disk();
    var journal = new ChangeJournal(path, disk);
    var transaction = new FileTransaction(path, disk, journal);
    return new StateParts(
        path,
        folder.usedBefore(),
        journal,
        transaction,
        new Unwritten(recover(transaction), new UpdateJournals(path)),
        forcedStates(path),
        tiers(path),
        new VerdictStore(path));
  }

  private static Map<DnsName, CutOff> recover(FileTransaction transaction) throws StartFailure {
    try {
      return transaction.recover();
    } catch (RefusedException e) {
      throw new StartFailure(1, e.problems());
    }
  }

  private static ForcedStates forcedStates(Path path) throws StartFailure {
    try {
      return ForcedStates.open(path);
    } catch (IOException e) {
      throw new StartFailure(1, List.of("the forced states cannot be read: " + Reason.of(e)));
    }
  }

  private static TierStore tiers(Path path) throws StartFailure {
    try {
      return TierStore.open(path);
    } catch (IOException e) {
      throw new StartFailure(1, List.of("the tiers in use cannot be read: " + Reason.of(e)));
    }
  }
}
