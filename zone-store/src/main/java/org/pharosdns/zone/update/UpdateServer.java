package org.pharosdns.zone.update;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.pharosdns.dns.query.Query;
import org.pharosdns.dns.server.ZoneRequest;
import org.pharosdns.dns.server.ZoneRequests;
import org.pharosdns.dns.tsig.TsigSigner;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.dns.wire.Rcode;
import org.pharosdns.zone.load.LoadLimits;
import org.pharosdns.zone.model.NoRoomException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes updates from the event loops into a bounded queue, and carries them out on one thread of
/// its own: all that wait for the same zone at once, with one force to the disk and one
/// publication.
/// When no update has come for a while, or enough of them, the changes move from the journal
/// into the zone file: {@link FoldSchedule}.
public final class UpdateServer implements ZoneRequests, AutoCloseable, Executor {
  private static final Logger LOG = LoggerFactory.getLogger(UpdateServer.class);
  private static final int MOST_WAITING = 1024;
  private static final int MOST_AT_ONCE = 256;
  private static final long GLANCE_MILLIS = 250;
  private static final long LAST_UPDATES_MILLIS = 4000;

  private final Function<DnsName, UpdatePolicy> policies;
  private final UpdatedZones zones;
  private final LoadLimits limits;
  private final InstantSource wall;
  private final LongSupplier nanoTime;
  private final BlockingQueue<ZoneRequest> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final UpdateJournals journals;
  private final FoldSchedule folds;
  private final JournalRoom room;
  private final Thread thread = Thread.ofPlatform().name("updates").daemon().unstarted(this::run);
  private final AtomicLongArray answers = new AtomicLongArray(Rcode.COUNT);
  private volatile boolean closing;

  /// @param journals of the zones, which others may read while no zone is changed
  /// @param policies who may change a zone; asked on the event loop
  /// @param wall for serials
  /// @param nanoTime monotonic
  /// @param quiet how long nobody must have changed a zone before its file is
  public UpdateServer(
      UpdateJournals journals,
      Function<DnsName, UpdatePolicy> policies,
      UpdatedZones zones,
      LoadLimits limits,
      InstantSource wall,
      LongSupplier nanoTime,
      Duration quiet) {
    this(journals, policies, zones, limits, wall, nanoTime, quiet, UpdateJournal.MOST_OCTETS);
  }

  /// @param mostJournalOctets of the updates of one zone that its file does not have yet
  UpdateServer(
      UpdateJournals journals,
      Function<DnsName, UpdatePolicy> policies,
      UpdatedZones zones,
      LoadLimits limits,
      InstantSource wall,
      LongSupplier nanoTime,
      Duration quiet,
      long mostJournalOctets) {
    this.journals = journals;
    this.policies = policies;
    this.zones = zones;
    this.limits = limits;
    this.wall = wall;
    this.nanoTime = nanoTime;
    folds = new FoldSchedule(quiet);
    room = new JournalRoom(mostJournalOctets);
  }

  /// Begins to work.
  ///
  /// @param served the zones, some of which may have a journal from before
  public void start(Iterable<DnsName> served) {
    for (var apex : served) {
      var journal = journals.of(apex);
      if (journal.exists()) {
        folds.changed(apex, nanoTime.getAsLong(), journal.size());
      }
    }
    thread.start();
  }

  @Override
  public Admission take(Query query, @Nullable TsigSigner signer) {
    if (signer == null || !policies.apply(query.name().toName()).knows(signer.key().name())) {
      return Admission.REFUSED;
    }
    if (waiting.remainingCapacity() == 0) {
      return Admission.BUSY;
    }
    var request = ZoneRequest.of(query, signer);
    if (request == null) {
      return Admission.REFUSED;
    }
    if (!waiting.offer(request) || isLeftAtTheEnd(request)) {
      request.close();
      return Admission.BUSY;
    }
    return Admission.TAKEN;
  }

  /// Takes back a request that nobody may carry out any more. To be asked when it waits already:
  /// whatever waits before `closing` is set, is carried out.
  private boolean isLeftAtTheEnd(ZoneRequest request) {
    return closing && waiting.remove(request);
  }

  /// Returns how many updates were answered with `rcode`, 0 to 23, those refused before they were
  /// let in excepted.
  public long answers(int rcode) {
    return answers.get(rcode);
  }

  /// Runs `task` once, within a fraction of a second, on the thread that carries out updates.
  @Override
  public void execute(Runnable task) {
    tasks.add(task);
  }

  private void run() {
    try {
      while (!closing || !waiting.isEmpty()) {
        turn();
      }
      folds.takeAll().forEach(this::settle);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void turn() throws InterruptedException {
    try {
      var first = waiting.poll(GLANCE_MILLIS, TimeUnit.MILLISECONDS);
      if (first != null) {
        var batch = new ArrayList<>(List.of(first));
        waiting.drainTo(batch, MOST_AT_ONCE - 1);
        byZone(batch).forEach(this::carryOut);
      }
      folds.takeDue(nanoTime.getAsLong()).forEach(this::settle);
      for (var task = tasks.poll(); task != null; task = tasks.poll()) {
        task.run();
      }
    } catch (RuntimeException | Error e) {
      LOG.error("the thread of the updates met a bug and goes on", e);
    }
  }

  private static Map<DnsName, List<ZoneRequest>> byZone(List<ZoneRequest> batch) {
    var byZone = new LinkedHashMap<DnsName, List<ZoneRequest>>();
    for (var request : batch) {
      byZone.computeIfAbsent(request.zone(), any -> new ArrayList<>()).add(request);
    }
    return byZone;
  }

  /// Nothing that goes wrong with one batch ends the thread or leaves a client without an answer.
  private void carryOut(DnsName apex, List<ZoneRequest> requests) {
    var batch =
        new UpdateBatch(
            apex,
            requests.stream().map(UpdateBatch.Item::new).toList(),
            policies.apply(apex),
            zones,
            journals.of(apex),
            room,
            limits,
            wall);
    try {
      zones.exclusively(batch::run);
    } catch (NoRoomException e) {
      LOG.error("updates of {} cannot be carried out: {}", apex, e.advice());
    } catch (RuntimeException | Error e) {
      LOG.error("an update of {} failed", apex, e);
    }
    if (batch.keptOctets() > 0) {
      folds.changed(apex, nanoTime.getAsLong(), batch.keptOctets());
    }
    batch.answer(answers);
  }

  /// Brings the updates of a zone into its file now. Any thread.
  ///
  /// @return what stands in the way, and it will be tried again; nothing when the file has all
  public List<String> settle(DnsName apex) {
    var inTheWay = new ArrayList<String>();
    zones.exclusively(
        () -> {
          inTheWay.addAll(foldIn(apex));
          if (inTheWay.isEmpty()) {
            folds.folded(apex);
            room.folded(apex);
          } else {
            var why = String.join("; ", inTheWay);
            LOG.warn("the updates of {} wait in their journal: {}", apex, why);
            room.failed(apex, why);
            folds.failed(apex, nanoTime.getAsLong());
          }
        });
    return inTheWay;
  }

  private List<String> foldIn(DnsName apex) {
    var journal = journals.of(apex);
    try {
      journal.cutRefused();
      var changes = UpdateJournal.changes(journal.read());
      if (changes.isEmpty() && !journal.exists()) {
        return List.of();
      }
      var inTheWay = changes.isEmpty() ? List.<String>of() : zones.fold(apex, changes);
      if (inTheWay.isEmpty()) {
        journal.clear();
        LOG.info("{}: its updates are in the zone file now", apex);
      }
      return inTheWay;
    } catch (IOException e) {
      return List.of("their journal: " + journal.reason(e));
    } catch (NoRoomException e) {
      return List.of(e.advice());
    } catch (RuntimeException | Error e) {
      LOG.error("the updates of {} could not be brought into its file", apex, e);
      return List.of("a bug of this server, see its log");
    }
  }

  /// Takes no more, carries out what waits, and brings all changes into the zone files.
  @Override
  public void close() {
    closing = true;
    try {
      thread.join(LAST_UPDATES_MILLIS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
