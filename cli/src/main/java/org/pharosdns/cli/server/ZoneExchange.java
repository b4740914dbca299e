package org.pharosdns.cli.server;

import java.time.Duration;
import java.time.InstantSource;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.pharosdns.cli.change.ZoneChanges;
import org.pharosdns.cli.change.ZoneUpdates;
import org.pharosdns.cli.config.Configuration;
import org.pharosdns.cli.config.ZoneAccess;
import org.pharosdns.cli.steering.MonitoredZones;
import org.pharosdns.dns.query.Query;
import org.pharosdns.dns.server.ZoneRequests;
import org.pharosdns.dns.tsig.TsigSigner;
import org.pharosdns.dns.tsig.TsigVerifier;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.dns.wire.Entropy;
import org.pharosdns.dns.wire.Opcode;
import org.pharosdns.zone.transfer.NotifySender;
import org.pharosdns.zone.transfer.TransferServer;
import org.pharosdns.zone.transfer.TransferZone;
import org.pharosdns.zone.update.UpdateJournals;
import org.pharosdns.zone.update.UpdateServer;

/// Zones between us and others: who may copy or change them and who is told that they changed, as
/// the configuration of this moment says. Any thread.
final class ZoneExchange implements ZoneRequests, AutoCloseable {
  private static final Duration NOTIFY_PATIENCE = Duration.ofSeconds(1);

  /// How long nobody must have updated a zone before the changes go into its file.
  private static final Duration QUIET = Duration.ofSeconds(3);

  private final MonitoredZones zones;
  private final InstantSource wall;
  private final LongSupplier nanoTime;
  private final TsigVerifier tsig;
  private final TransferServer transfers;
  private final NotifySender notifies;
  private volatile Configuration configuration;
  private volatile @Nullable UpdateServer updates;

  /// @param configuration at the start; {@link #configure} replaces it
  ZoneExchange(
      Configuration configuration,
      MonitoredZones zones,
      InstantSource wall,
      LongSupplier nanoTime) {
    this.configuration = configuration;
    this.zones = zones;
    this.wall = wall;
    this.nanoTime = nanoTime;
    tsig = new TsigVerifier(() -> this.configuration.keys(), () -> wall.millis() / 1000);
    transfers = new TransferServer(apex -> access(apex).transfer(), this::find);
    notifies =
        new NotifySender(new Entropy(), () -> wall.millis() / 1000, nanoTime, NOTIFY_PATIENCE);
  }

  /// Takes keys and permissions from a configuration that was read again.
  void configure(Configuration configuration) {
    this.configuration = configuration;
  }

  /// Verifies signed messages with the keys of this moment.
  TsigVerifier tsig() {
    return tsig;
  }

  private ZoneAccess access(DnsName apex) {
    return configuration.access().getOrDefault(apex, ZoneAccess.NONE);
  }

  private @Nullable TransferZone find(DnsName apex) {
    var zone = zones.zones().get(apex);
    return zone == null ? null : zone.forTransfer();
  }

  @Override
  public Admission take(Query query, @Nullable TsigSigner signer) {
    if (query.opcode() != Opcode.UPDATE) {
      return transfers.take(query, signer);
    }
    var server = updates;
    return server == null ? Admission.REFUSED : server.take(query, signer);
  }

  /// Begins to carry out updates.
  ///
  /// @param journals of the zones
  /// @param changes waits for the updates of a zone to be in its file
  void openUpdates(UpdateJournals journals, ZoneUpdates zoneUpdates, ZoneChanges changes) {
    var server =
        new UpdateServer(
            journals,
            apex -> access(apex).update(),
            zoneUpdates,
            configuration.limits().zoneFiles(),
            wall,
            nanoTime,
            QUIET);
    changes.settleFirst(server::settle);
    server.start(zones.zones().keySet());
    updates = server;
  }

  /// Returns how many updates were answered with an RCODE.
  long updates(int rcode) {
    var server = updates;
    return server == null ? 0 : server.answers(rcode);
  }

  /// Runs a task on the thread that carries out updates, whatever else it has to do.
  void executeBesideUpdates(Runnable task) {
    var server = updates;
    if (server != null) {
      server.execute(task);
    }
  }

  /// Begins to tell others of changes.
  void start() {
    zones.listen(this::published);
  }

  /// Tells those who want to know of every zone whose serial has changed.
  private void published() {
    zones
        .zones()
        .forEach(
            (apex, zone) ->
                notifies.published(apex, zone.data().contents().serial(), access(apex).notified()));
  }

  @Override
  public void close() {
    var server = updates;
    if (server != null) {
      server.close();
    }
    notifies.close();
    transfers.close();
  }
}
