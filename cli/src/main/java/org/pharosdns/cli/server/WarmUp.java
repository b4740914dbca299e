package org.pharosdns.cli.server;

import java.io.IOException;
import java.net.BindException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.pharosdns.dns.query.Client;
import org.pharosdns.dns.server.MessageProcessor;
import org.pharosdns.dns.transport.Background;
import org.pharosdns.dns.transport.BindFailedException;
import org.pharosdns.dns.transport.DnsServer;
import org.pharosdns.dns.transport.ServiceTimes;
import org.pharosdns.dns.transport.TransportSettings;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.dns.wire.RecordClass;
import org.pharosdns.dns.wire.RecordType;
import org.pharosdns.zone.model.RRset;
import org.pharosdns.zone.model.ZoneContents;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks a server of its own over loopback until the compilers have seen what they need, so that the
/// first flood after a start meets compiled code.
///
/// It asks what the world asks: what is there, names that are not, with EDNS and without. In a
/// zone with steering it asks nothing but the zone's own SOA and TXT: an answer that only this has
/// seen must not count as exposure. Questions come in batches and singly, as those of the network.
final class WarmUp implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);

  /// All processors have a turn so often, each time with a client from another network: what the
  /// compilers never saw they leave out, and begin anew when it comes.
  private static final int PASSES = 8;

  private static final int ROUNDS = 50;
  private static final int BATCH = 32;

  /// More than a loop takes in a row.
  private static final int BURST = 20 * BATCH;

  /// So many single questions follow each batch: what a batch does once is compiled too.
  private static final int SINGLE = 8;

  private static final int MOST_ZONES = 4;
  private static final int MOST_RRSETS = 64;
  private static final int HEADER_OCTETS = 12;
  private static final byte[] OPT = {0, 0, RecordType.OPT, 4, (byte) 0xd0, 0, 0, 0, 0, 0, 0};
  private static final long LOST_NANOS = 200_000_000;
  private static final long PAUSE_NANOS = 20_000;
  private static final long CLOSE_MILLIS = 1000;

  private final TransportSettings settings;
  private final List<MessageProcessor> processors;
  private final List<Asked> zones;
  private final Rehearsal rehearsal;
  private final Thread thread;
  private volatile boolean closed;

  /// Something else that is to be compiled before it matters.
  @FunctionalInterface
  interface Rehearsal {
    /// Goes through it for as long as `goesOn`.
    void run(BooleanSupplier goesOn) throws InterruptedException;
  }

  /// A zone, and some of what is in it.
  ///
  /// @param rrsets none when something in the zone is steered
  private record Asked(DnsName apex, List<RRset> rrsets) {
    static Asked of(ZoneContents zone, boolean isSteered) {
      var rrsets = new ArrayList<RRset>();
      var at = zone.cursor();
      while (!isSteered && rrsets.size() < MOST_RRSETS && at.nextOwner()) {
        rrsets.addAll(at.rrsets());
      }
      return new Asked(zone.apex(), rrsets);
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
      for (var pass = 0; pass < PASSES; pass++) {
        for (var processor : processors) {
          ask(processor, pass);
        }
      }
      rehearsal.run(() -> !closed);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void ask(MessageProcessor processor, int pass) throws InterruptedException {
    try (var server = DnsServer.inBackground(settings, () -> processor);
        var client = client(pass)) {
      client.connect(server.addresses().getFirst());
      var looked = server.counters().serviceTimes(Client.Transport.UDP).getFirst();
      var random = new SplittableRandom(pass);
      for (var i = 0; i < ROUNDS && !closed; i++) {
        var zone = zones.get((pass + i) % zones.size());
        ask(client, looked, batch(zone, random, i == 0 ? BURST : BATCH));
        for (var single = 0; single < SINGLE && !closed; single++) {
          ask(client, looked, batch(zone, random, 1));
        }
      }
    } catch (IOException | BindFailedException e) {
      LOG.debug("the first queries will meet code that is not compiled yet", e);
    }
  }

  /// Returns a client in a network of its own where the system has all of 127.0.0.0/8.
  private static DatagramSocket client(int pass) throws SocketException {
    try {
      return new DatagramSocket(
          new InetSocketAddress(InetAddress.ofLiteral("127.0." + pass + ".1"), 0));
    } catch (BindException e) {
      return new DatagramSocket();
    }
  }

  /// Asks, and waits until the server has looked at as many questions; what was lost on the way is
  /// not waited for.
  private static void ask(DatagramSocket client, ServiceTimes looked, List<byte[]> queries)
      throws IOException, InterruptedException {
    var due = looked.messages() + queries.size();
    for (var query : queries) {
      client.send(new DatagramPacket(query, query.length));
    }
    var lost = System.nanoTime() + LOST_NANOS;
    while (looked.messages() < due && System.nanoTime() - lost < 0) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  private static List<byte[]> batch(Asked zone, SplittableRandom random, int count) {
    var batch = new ArrayList<byte[]>(count);
    for (var i = 0; i < count; i++) {
      batch.add(query(zone, random.nextInt(zone.rrsets().isEmpty() ? 2 : 8), random));
    }
    return batch;
  }

  private static byte[] query(Asked zone, int kind, SplittableRandom random) {
    var edns = random.nextBoolean();
    return switch (kind) {
      case 0 -> query(zone.apex(), RecordType.SOA, edns);
      case 1 -> query(zone.apex(), RecordType.TXT, edns);
      case 2, 3 -> query(missing(zone.apex(), random), RecordType.A, edns);
      case 4 -> query(any(zone, random).owner(), RecordType.AAAA, edns);
      default -> query(any(zone, random), edns);
    };
  }

  private static byte[] query(RRset rrset, boolean edns) {
    return query(rrset.owner(), rrset.type(), edns);
  }

  private static RRset any(Asked zone, SplittableRandom random) {
    return zone.rrsets().get(random.nextInt(zone.rrsets().size()));
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
    query[end - 4] = (byte) (type >> 8);
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
