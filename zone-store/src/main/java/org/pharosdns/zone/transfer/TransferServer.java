package org.pharosdns.zone.transfer;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.pharosdns.dns.query.Client;
import org.pharosdns.dns.query.Query;
import org.pharosdns.dns.server.ZoneRequest;
import org.pharosdns.dns.server.ZoneRequests;
import org.pharosdns.dns.tsig.TsigSigner;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.dns.wire.Rcode;
import org.pharosdns.dns.wire.RecordType;
import org.pharosdns.zone.model.NoRoomException;
import org.pharosdns.zone.steer.Address;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Hands out zones to those who may copy them, a bounded number of them at once, of which nobody
/// has all: one thread of the kernel for each, since it is work for seconds. Any thread.
public final class TransferServer implements ZoneRequests, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TransferServer.class);
  private static final int MOST_AT_ONCE = 64;
  private static final Duration LAST_TRANSFERS = Duration.ofSeconds(2);

  private final Function<DnsName, AccessList> access;
  private final Function<DnsName, @Nullable TransferZone> zones;
  private final TransferPlaces places = new TransferPlaces(MOST_AT_ONCE);
  private final Set<Thread> running = ConcurrentHashMap.newKeySet();

  /// @param access who may copy a zone; asked on the event loop
  /// @param zones the newest version of a zone, or null when it is gone; asked once per transfer
  public TransferServer(
      Function<DnsName, AccessList> access, Function<DnsName, @Nullable TransferZone> zones) {
    this.access = access;
    this.zones = zones;
  }

  @Override
  public Admission take(Query query, @Nullable TsigSigner signer) {
    var client = query.client();
    var address = Arrays.copyOf(client.address(), client.addressOctets());
    var key = signer == null ? null : signer.key().name();
    if (!access.apply(query.name().toName()).permits(address, key)) {
      return Admission.REFUSED;
    }
    if (client.transport() == Client.Transport.UDP) {
      return query.type() == RecordType.IXFR ? Admission.SOA_ALONE : Admission.NOT_OVER_UDP;
    }
    var whose = Address.of(address);
    if (!places.take(whose)) {
      return Admission.BUSY;
    }
    var request = ZoneRequest.of(query, signer);
    if (request == null) {
      places.giveBack(whose);
      return Admission.REFUSED;
    }
    try {
      Thread.ofPlatform()
          .daemon()
          .name("transfer " + request.zone())
          .start(() -> serve(request, whose));
    } catch (OutOfMemoryError e) {
      LOG.error("no thread for the transfer of {} to {}", request.zone(), client(request), e);
      places.giveBack(whose);
      request.reply(Rcode.SERVFAIL);
      request.close();
    }
    return Admission.TAKEN;
  }

  private void serve(ZoneRequest request, Address whose) {
    running.add(Thread.currentThread());
    try (request) {
      answer(request);
    } catch (InterruptedException _) {
      LOG.info("the transfer of {} to {} was cut off: stopping", request.zone(), client(request));
    } catch (NoRoomException e) {
      request.reply(Rcode.SERVFAIL);
      LOG.error("{} cannot be copied to {}: {}", request.zone(), client(request), e.advice());
    } catch (RuntimeException e) {
      LOG.error("the transfer of {} to {} failed", request.zone(), client(request), e);
    } finally {
      running.remove(Thread.currentThread());
      places.giveBack(whose);
    }
  }

  private void answer(ZoneRequest request) throws InterruptedException {
    var zone = zones.apply(request.zone());
    if (zone == null) {
      request.reply(Rcode.SERVFAIL);
      return;
    }
    var apex = zone.contents().apex();
    switch (new OutgoingTransfer(request, zone).run()) {
      case TransferOutcome.Copied(var records) ->
          LOG.info(
              "{} serial {} copied to {}: {} records",
              apex,
              zone.contents().serial(),
              client(request),
              records);
      case TransferOutcome.Left() ->
          LOG.warn("{} left before the end of {}", client(request), apex);
      case TransferOutcome.TooLarge(var owner) ->
          LOG.error(
              "{} cannot be copied to {}: a record of {} leaves no room for the signature",
              apex,
              client(request),
              owner);
      case TransferOutcome.Brief() -> {}
    }
  }

  private static String client(ZoneRequest request) {
    try {
      return InetAddress.getByAddress(request.address()).getHostAddress();
    } catch (UnknownHostException e) {
      throw new IllegalStateException("an address has 4 or 16 octets", e);
    }
  }

  /// Takes no more, lets what runs come to an end for two seconds, and cuts off the rest.
  @Override
  public void close() {
    try {
      if (places.awaitFree(LAST_TRANSFERS)) {
        return;
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    running.forEach(Thread::interrupt);
  }
}
