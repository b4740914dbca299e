package org.pharosdns.cli.server;

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
import org.pharosdns.zone.transfer.NotifySender;
import org.pharosdns.zone.transfer.TransferServer;
import org.pharosdns.zone.transfer.TransferZone;

/// Zones between us and others: who may copy them and who is told that they changed, as the
/// configuration of this moment says. Any thread.
final class ZoneExchange implements ZoneRequests, AutoCloseable {
  private static final Duration NOTIFY_PATIENCE = Duration.ofSeconds(1);

  private final MonitoredZones zones;
  private final TsigVerifier tsig;
  private final TransferServer transfers;
  private final NotifySender notifies;
  private volatile Configuration configuration;

  /// @param configuration at the start; {@link #configure} replaces it
  ZoneExchange(Configuration configuration, MonitoredZones zones, InstantSource wall) {
    this.configuration = configuration;
    this.zones = zones;
    tsig = new TsigVerifier(() -> this.configuration.keys(), () -> wall.millis() / 1000);
    transfers = new TransferServer(apex -> access(apex).transfer(), this::find);
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
    return transfers.take(query, signer);
  }

  /// Tells those who want to know of every zone whose serial has changed.
  void published() {
    zones
        .zones()
        .forEach(
            (apex, zone) ->
                notifies.published(apex, zone.data().contents().serial(), access(apex).notified()));
  }

  @Override
  public void close() {
    notifies.close();
    transfers.close();
  }
}
