package org.pharosdns.cli.server;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.pharosdns.dns.query.Client;
import org.pharosdns.dns.server.MessageProcessor;
import org.pharosdns.dns.transport.Background;
import org.pharosdns.dns.transport.BindFailedException;
import org.pharosdns.dns.transport.DnsServer;
import org.pharosdns.dns.transport.TransportSettings;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.dns.wire.RecordClass;
import org.pharosdns.dns.wire.RecordType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks a server of its own over loopback until the compilers have seen what they need, so that the
/// first flood after a start meets compiled code.
///
/// In a zone with steering it asks nothing but the zone's own SOA and TXT: an answer that only this
/// has seen must not count as exposure. Questions come in batches as those of the network do.
final class WarmUp implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);
  private static final int BATCHES = 1500;
  private static final int BATCH = 32;
  private static final int MOST_ZONES = 4;
  private static final int HEADER_OCTETS = 12;
  private static final long BATCH_MILLIS = 200;
  private static final long CLOSE_MILLIS = 1000;

  private final TransportSettings settings;
  private final MessageProcessor processor;
  private final List<DnsName> zones;
  private final Predicate<DnsName> isSteered;
  private final Semaphore answered = new Semaphore(0);
  private final Thread thread;
  private volatile boolean closed;

  /// Starts to ask, on a thread that waits for all others.
  ///
  /// @param settings of the server that this is for
  /// @param processor answers nobody else
  /// @param zones the names of zones that are served
  /// @param isSteered whether something in a zone is steered
  WarmUp(
      TransportSettings settings,
      MessageProcessor processor,
      Collection<DnsName> zones,
      Predicate<DnsName> isSteered) {
    this.settings = settings.withWorkers(1);
    this.processor = processor;
    this.zones = zones.stream().limit(MOST_ZONES).toList();
    this.isSteered = isSteered;
    thread = Thread.ofPlatform().daemon().name("warm-up").start(this::run);
  }

  private void run() {
    Background.standBack();
    if (zones.isEmpty()) {
      return;
    }
    try (var server = DnsServer.inBackground(settings, Counted::new);
        var client = new DatagramSocket()) {
      ask(client, server.addresses().getFirst());
    } catch (IOException | BindFailedException e) {
      LOG.debug("the first queries will meet code that is not compiled yet", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void ask(DatagramSocket client, InetSocketAddress server)
      throws IOException, InterruptedException {
    var random = new SplittableRandom(1);
    for (var i = 0; i < BATCHES && !closed; i++) {
      for (var query : batch(zones.get(i % zones.size()), random)) {
        client.send(new DatagramPacket(query, query.length, server));
      }
      // What was lost on the way is not waited for.
      var _ = answered.tryAcquire(BATCH, BATCH_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  /// The processor, which tells when it has looked at a message.
  private final class Counted implements MessageProcessor {
    @Override
    public int process(
        byte[] in,
        int inOffset,
        int inLength,
        Client client,
        long nowNanos,
        byte[] out,
        int outOffset) {
      answered.release();
      return processor.process(in, inOffset, inLength, client, nowNanos, out, outOffset);
    }

    @Override
    public boolean looksAhead() {
      return processor.looksAhead();
    }

    @Override
    public void foresee(byte[] in, int inOffset, int inLength) {
      processor.foresee(in, inOffset, inLength);
    }

    @Override
    public void fetch() {
      processor.fetch();
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
