package org.pharosdns.cli.server;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.pharosdns.cli.config.Configuration;
import org.pharosdns.cli.config.ZoneAccess;
import org.pharosdns.dns.query.Query;
import org.pharosdns.dns.server.ZoneRequests;
import org.pharosdns.dns.tsig.TsigSigner;
import org.pharosdns.dns.tsig.TsigVerifier;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.dns.wire.Opcode;
import org.pharosdns.zone.transfer.NotifySender;
import org.pharosdns.zone.transfer.TransferServer;
import org.pharosdns.zone.transfer.TransferZone;
import org.pharosdns.zone.update.UpdateServer;

/// Zones between us and others: who may copy or change them and who is told that they changed, as
/// the configuration of this moment says. Any thread.
final class ZoneExchange implements ZoneRequests, AutoCloseable {
  private static final Duration NOTIFY_PATIENCE = Duration.ofSeconds(1);

  /// How long nobody must have updated a zone before the changes go into its file.
  private static final Duration QUIET = Duration.ofSeconds(3);

  private final MonitoredZones zones;
  private final TsigVerifier tsig;
  private final TransferServer transfers;
  private final NotifySender notifies;
  private final UpdateServer updates;
  private volatile Configuration configuration;

  /// @param configuration at the start; {@link #configure} replaces it
  /// @param state the folder of what must survive
  /// @param lock held while zones are replaced
  ZoneExchange(
      Configuration configuration,
      MonitoredZones zones,
      InstantSource wall,
      Path state,
      Object lock) {
    this.configuration = configuration;
    this.zones = zones;
    tsig = new TsigVerifier(() -> this.configuration.keys(), () -> wall.millis() / 1000);
    transfers = new TransferServer(apex -> access(apex).transfer(), this::find);
    updates =
        new UpdateServer(
            state,
            apex -> access(apex).update(),
            new ZoneUpdates(zones, () -> this.configuration, lock),
            configuration.limits().zoneFiles(),
            wall,
            QUIET);
    notifies = new NotifySender(new SecureRandom(), () -> wall.millis() / 1000, NOTIFY_PATIENCE);
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
    return query.opcode() == Opcode.UPDATE
        ? updates.take(query, signer)
        : transfers.take(query, signer);
  }

  /// Begins to carry out updates, and to tell others of changes.
  void start() {
    updates.start(zones.zones().keySet());
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
    updates.close();
    notifies.close();
    transfers.close();
  }
}
