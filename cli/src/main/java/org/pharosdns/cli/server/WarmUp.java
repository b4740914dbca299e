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
import java.util.function.BooleanSupplier;
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
import org.pharosdns.zone.model.ZoneContents;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks a server of its own over loopback until the compilers have seen what they need, so that the
/// first flood after a start meets compiled code.
///
/// It asks what the world asks: names that exist, names that do not, with EDNS and without. In a
/// zone with steering it asks nothing but the zone's own SOA and TXT: an answer that only this has
/// seen must not count as exposure. Questions come in batches as those of the network do.
final class WarmUp implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);
  private static final int BATCHES = 400;
  private static final int BATCH = 32;
  private static final int MOST_ZONES = 4;
  private static final int MOST_NAMES = 64;
  private static final int HEADER_OCTETS = 12;
  private static final byte[] OPT = {0, 0, RecordType.OPT, 4, (byte) 0xd0, 0, 0, 0, 0, 0, 0};
  private static final long BATCH_MILLIS = 200;
  private static final long CLOSE_MILLIS = 1000;

  private final TransportSettings settings;
  private final List<MessageProcessor> processors;
  private final List<Asked> zones;
  private final Rehearsal rehearsal;
  private final Semaphore answered = new Semaphore(0);
  private final Thread thread;
  private volatile boolean closed;

  /// Something else that is to be compiled before it matters.
  @FunctionalInterface
  interface Rehearsal {
    /// Goes through it for as long as `goesOn`.
    void run(BooleanSupplier goesOn) throws InterruptedException;
  }

  /// A zone, and some names in it.
  ///
  /// @param names none when something in the zone is steered
  private record Asked(DnsName apex, List<DnsName> names) {
    static Asked of(ZoneContents zone, boolean isSteered) {
      var names = new ArrayList<DnsName>();
      var at = zone.cursor();
      while (!isSteered && names.size() < MOST_NAMES && at.nextOwner()) {
        names.add(at.ownerName());
      }
      return new Asked(zone.apex(), names);
    }
  }

  /// Starts to ask, on a thread that waits for all others.
  ///
  /// @param settings of the server that this is for
  /// @param processors answer in turn, and nobody else
  /// @param zones what is served
  /// @param isSteered whether something in the zone of that name is steered
  /// @param rehearsal comes when everything was asked
  WarmUp(
      TransportSettings settings,
      List<MessageProcessor> processors,
      Collection<ZoneContents> zones,
      Predicate<DnsName> isSteered,
      Rehearsal rehearsal) {
    this.settings = settings.withWorkers(1);
    this.processors = processors;
    this.zones =
        zones.stream()
            .limit(MOST_ZONES)
            .map(zone -> Asked.of(zone, isSteered.test(zone.apex())))
            .toList();
    this.rehearsal = rehearsal;
    thread = Thread.ofPlatform().daemon().name("warm-up").start(this::run);
  }

  private void run() {
    Background.standBack();
    if (zones.isEmpty()) {
      return;
    }
    try {
      ask();
      rehearsal.run(() -> !closed);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void ask() throws InterruptedException {
    try (var server = DnsServer.inBackground(settings, InTurn::new);
        var client = new DatagramSocket()) {
      ask(client, server.addresses().getFirst());
    } catch (IOException | BindFailedException e) {
      LOG.debug("the first queries will meet code that is not compiled yet", e);
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

  /// The processors in turn, which tell when they have looked at a message.
  private final class InTurn implements MessageProcessor {
    private final MessageProcessor first = processors.getFirst();
    private int next;

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
      var processor = processors.get(next++ % processors.size());
      return processor.process(in, inOffset, inLength, client, nowNanos, out, outOffset);
    }

    @Override
    public boolean looksAhead() {
      return first.looksAhead();
    }

    @Override
    public void foresee(byte[] in, int inOffset, int inLength) {
      first.foresee(in, inOffset, inLength);
    }

    @Override
    public void fetch() {
      first.fetch();
    }
  }

  private static List<byte[]> batch(Asked zone, SplittableRandom random) {
    var batch = new ArrayList<byte[]>(BATCH);
    for (var i = 0; i < BATCH; i++) {
      var edns = random.nextBoolean();
      batch.add(
          switch (zone.names().isEmpty() ? i % 2 : i % 8) {
            case 0 -> query(zone.apex(), RecordType.SOA, edns);
            case 1 -> query(zone.apex(), RecordType.TXT, edns);
            case 2, 3 -> query(missing(zone.apex(), random), RecordType.A, edns);
            case 4 -> query(known(zone, random), RecordType.AAAA, edns);
            default -> query(known(zone, random), RecordType.A, edns);
          });
    }
    return batch;
  }

  private static DnsName known(Asked zone, SplittableRandom random) {
    return zone.names().get(random.nextInt(zone.names().size()));
  }

  private static DnsName missing(DnsName zone, SplittableRandom random) {
    var label = "x" + Integer.toHexString(random.nextInt());
    return zone.octets() + label.length() < DnsName.MAX_OCTETS ? zone.child(label) : zone;
  }

  private static byte[] query(DnsName name, int type, boolean edns) {
    var wire = name.wire();
    var end = HEADER_OCTETS + wire.length + 4;
    var query = new byte[edns ? end + OPT.length : end];
    query[5] = 1;
    System.arraycopy(wire, 0, query, HEADER_OCTETS, wire.length);
    query[end - 3] = (byte) type;
    query[end - 1] = RecordClass.IN;
    if (edns) {
      query[11] = 1;
      System.arraycopy(OPT, 0, query, end, OPT.length);
    }
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
