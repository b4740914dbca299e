package org.pharosdns.cli.server;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.pharosdns.dns.query.Client;
import org.pharosdns.dns.server.MessageProcessor;
import org.pharosdns.dns.server.QueryProcessor;
import org.pharosdns.dns.transport.Background;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.dns.wire.RecordClass;
import org.pharosdns.dns.wire.RecordType;

/// Asks a processor of its own until the compilers have seen what they need, so that the first
/// flood after a start meets compiled code.
///
/// In a zone with steering it asks nothing but the zone's own SOA and TXT: an answer that only this
/// has seen must not count as exposure. Questions come in batches as those of the network do.
final class WarmUp implements AutoCloseable {
  private static final int BATCHES = 1500;
  private static final int BATCH = 32;
  private static final int MOST_ZONES = 4;
  private static final int HEADER_OCTETS = 12;
  private static final long CLOSE_MILLIS = 1000;

  /// Of the documentation (RFC 5737 section 3).
  private static final byte[] CLIENT = {(byte) 192, 0, 2, 1};

  private final MessageProcessor processor;
  private final List<DnsName> zones;
  private final Predicate<DnsName> isSteered;
  private final LongSupplier nanoTime;
  private final Thread thread;
  private volatile boolean closed;

  /// Starts to ask, on a thread that waits for all others.
  ///
  /// @param processor answers nobody else
  /// @param zones the names of zones that are served
  /// @param isSteered whether something in a zone is steered
  WarmUp(
      MessageProcessor processor,
      Collection<DnsName> zones,
      Predicate<DnsName> isSteered,
      LongSupplier nanoTime) {
    this.processor = processor;
    this.zones = zones.stream().limit(MOST_ZONES).toList();
    this.isSteered = isSteered;
    this.nanoTime = nanoTime;
    thread = Thread.ofPlatform().daemon().name("warm-up").start(this::run);
  }

  private void run() {
    Background.standBack();
    var client = new Client(Client.Transport.UDP);
    client.address(CLIENT, 0, CLIENT.length);
    var out = new byte[QueryProcessor.MAX_ANSWER_OCTETS];
    var random = new SplittableRandom(1);
    for (var i = 0; i < BATCHES && !closed && !zones.isEmpty(); i++) {
      var batch = batch(zones.get(i % zones.size()), random);
      if (processor.looksAhead()) {
        batch.forEach(query -> processor.foresee(query, 0, query.length));
        processor.fetch();
      }
      var nowNanos = nanoTime.getAsLong();
      for (var query : batch) {
        processor.process(query, 0, query.length, client, nowNanos, out, 0);
      }
    }
  }

  private List<byte[]> batch(DnsName zone, SplittableRandom random) {
    var batch = new ArrayList<byte[]>(BATCH);
    for (var i = 0; i < BATCH; i++) {
      batch.add(
          switch (i % 4) {
            case 0 -> query(zone, RecordType.SOA);
            case 1 -> query(zone, RecordType.TXT);
            default ->
                isSteered.test(zone)
                    ? query(zone, RecordType.TXT)
                    : query(missing(zone, random), RecordType.A);
          });
    }
    return batch;
  }

  private static DnsName missing(DnsName zone, SplittableRandom random) {
    var label = "x" + Integer.toHexString(random.nextInt());
    return zone.octets() + label.length() < DnsName.MAX_OCTETS ? zone.child(label) : zone;
  }

  private static byte[] query(DnsName name, int type) {
    var wire = name.wire();
    var query = new byte[HEADER_OCTETS + wire.length + 4];
    query[5] = 1;
    System.arraycopy(wire, 0, query, HEADER_OCTETS, wire.length);
    query[query.length - 3] = (byte) type;
    query[query.length - 1] = RecordClass.IN;
    return query;
  }

  /// Waits until everything has been asked, or the end has come.
  void await() throws InterruptedException {
    thread.join();
  }

  @Override
  public void close() {
    closed = true;
    try {
      thread.join(CLOSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
