package org.pharosdns.dns.transport;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pharosdns.dns.query.Client;
import org.pharosdns.dns.query.ReplyPath;

/// The life of one native UDP thread: wait, receive a batch, answer it, send the answers.
///
/// Nothing in the loop allocates. The thread ends once its wake-up descriptor is readable, after it
/// has answered all that its sockets had received.
final class NativeLoop implements Runnable {
  private static final int MSG_DONTWAIT = 0x40;
  private static final short POLLIN = 1;
  private static final int DESCRIPTOR_OCTETS = 8;
  private static final int REVENTS = 6;

  /// So many batches of one socket, and the others have their turn.
  private static final int BATCHES_IN_A_ROW = 16;

  /// So many failures in a row, and the thread pauses instead of spinning.
  private static final int FAILURES_BEFORE_PAUSE = 8;

  private static final int PAUSE_MILLIS = 10;

  /// So long the end waits for late answers.
  private static final long DEBT_NANOS = 3_000_000_000L;

  private final List<NativeSocket> sockets;
  private final int wakeUp;
  private final LateAnswers late;
  private final Worker worker;
  private final int payload;
  private final TransportCounters counters;
  private final CountedLog log;
  private final Client client = new Client(Client.Transport.UDP, this::laterAnswer);
  private @Nullable DatagramBatch batchInHand;
  private @Nullable NativeSocket socketInHand;
  private final boolean[] answerable = new boolean[UdpTransport.BATCH];
  private int inHand;
  private int untimed;
  private long receivedNanos;
  private int failures;

  /// @param wakeUp a descriptor that becomes readable when the thread shall end
  /// @param late what other threads want to be sent
  /// @param payload the largest answer in octets
  NativeLoop(
      List<NativeSocket> sockets,
      int wakeUp,
      LateAnswers late,
      Worker worker,
      int payload,
      TransportCounters counters,
      CountedLog log) {
    this.sockets = sockets;
    this.wakeUp = wakeUp;
    this.late = late;
    this.worker = worker;
    this.payload = Math.min(payload, UdpTransport.DATAGRAM_OCTETS);
    this.counters = counters;
    this.log = log;
  }

  @Override
  public void run() {
    try (var arena = Arena.ofConfined()) {
      var calls = new Syscalls(arena);
      var batch = new DatagramBatch(arena);
      var descriptors = descriptors(arena);
      var sockets = this.sockets.toArray(NativeSocket[]::new);
      while (waitAndServe(calls, batch, descriptors, sockets)) {}
      for (var socket : sockets) {
        socket.receiveNoMore(calls, arena);
        while (serveBatch(calls, batch, socket)) {}
      }
      payDebts(calls, batch, descriptors);
    }
  }

  /// The sockets, the descriptor of late answers and, last, that of the end, as an array of `struct
  /// pollfd`.
  private MemorySegment descriptors(Arena arena) {
    var descriptors = arena.allocate((sockets.size() + 2L) * DESCRIPTOR_OCTETS, 8);
    for (var i = 0; i <= sockets.size() + 1; i++) {
      var fd =
          i < sockets.size() ? sockets.get(i).fd() : i == sockets.size() ? late.wakeUp() : wakeUp;
      descriptors.set(JAVA_INT, (long) i * DESCRIPTOR_OCTETS, fd);
      descriptors.set(JAVA_SHORT, (long) i * DESCRIPTOR_OCTETS + Integer.BYTES, POLLIN);
    }
    return descriptors;
  }

  /// Returns false when the thread shall end.
  private boolean waitAndServe(
      Syscalls calls, DatagramBatch batch, MemorySegment descriptors, NativeSocket[] sockets) {
    try {
      calls.poll(descriptors.address(), sockets.length + 2L, -1);
      for (var i = 0; i < sockets.length; i++) {
        if (ready(descriptors, i)) {
          serve(calls, batch, sockets[i]);
        }
      }
      if (ready(descriptors, sockets.length)) {
        sendLate(calls, batch);
      }
      if (failures >= FAILURES_BEFORE_PAUSE) {
        calls.poll(
            descriptors.address() + (sockets.length + 1L) * DESCRIPTOR_OCTETS, 1, PAUSE_MILLIS);
      }
      return !ready(descriptors, sockets.length + 1);
    } catch (Throwable bug) {
      failures++;
      log.error("the UDP transport failed", bug);
      return true;
    }
  }

  private static boolean ready(MemorySegment descriptors, int i) {
    return descriptors.get(JAVA_SHORT, (long) i * DESCRIPTOR_OCTETS + REVENTS) != 0;
  }

  private void serve(Syscalls calls, DatagramBatch batch, NativeSocket socket) {
    var turns = 0;
    while (turns < BATCHES_IN_A_ROW && serveBatch(calls, batch, socket)) {
      turns++;
    }
    if (untimed > 0) {
      time(System.nanoTime());
    }
  }

  /// Takes note that the batch before has been answered. The clock is read once per receive call:
  /// what that call found, the next batch or nothing, came after those answers were sent.
  private void time(long nowNanos) {
    if (untimed > 0) {
      worker.times.count(nowNanos - receivedNanos, untimed);
      untimed = 0;
    }
  }

  private @Nullable ReplyPath laterAnswer() {
    var batch = batchInHand;
    var socket = socketInHand;
    return batch == null || socket == null
        ? null
        : late.path(socket, batch.origin(inHand, socket.ipv6()));
  }

  /// Sends what other threads want to be sent.
  private void sendLate(Syscalls calls, DatagramBatch batch) {
    calls.eventfdRead(late.wakeUp(), batch.scratch());
    late.runTasks();
    for (var answer = late.poll(); answer != null; answer = late.poll()) {
      batch.late(answer.to(), answer.octets());
      send(calls, batch, answer.socket().fd());
    }
  }

  /// Waits a little for the answers that are still being made, and sends them.
  private void payDebts(Syscalls calls, DatagramBatch batch, MemorySegment descriptors) {
    var lateDescriptor = descriptors.address() + (long) sockets.size() * DESCRIPTOR_OCTETS;
    var deadlineNanos = System.nanoTime() + DEBT_NANOS;
    while (late.areOwed() && Deadline.remaining(deadlineNanos) > 0) {
      calls.poll(lateDescriptor, 1, PAUSE_MILLIS);
      sendLate(calls, batch);
    }
  }

  /// Answers one batch; returns false if there was none.
  private boolean serveBatch(Syscalls calls, DatagramBatch batch, NativeSocket socket) {
    var count = batch.receive(calls, socket.fd(), MSG_DONTWAIT);
    if (count <= 0) {
      receiveFailed(-count);
      return false;
    }
    failures = 0;
    var now = System.nanoTime();
    time(now);
    batchInHand = batch;
    socketInHand = socket;
    Arrays.fill(answerable, true);
    lookAhead(batch, count);
    answer(batch, socket.ipv6(), count, now);
    for (var tries = 0; tries < Worker.MOST_TRIES && Worker.stoodStillSince(now); tries++) {
      now = System.nanoTime();
      batch.takeBack();
      answer(batch, socket.ipv6(), count, now);
    }
    send(calls, batch, socket.fd());
    receivedNanos = now;
    untimed = count;
    return true;
  }

  /// Where what is asked about lies far apart, one query after the other would wait for memory; all
  /// of a batch wait together.
  private void lookAhead(DatagramBatch batch, int count) {
    if (count > 1 && worker.looksAhead()) {
      for (var i = 0; i < count; i++) {
        worker.foresee(batch.message(i, worker.in));
      }
      worker.fetch();
    }
  }

  /// Answers those datagrams of a batch that were answered before, if any were: a message that has
  /// no answer, or a later one, is looked at once.
  private void answer(DatagramBatch batch, boolean ipv6, int count, long now) {
    for (var i = 0; i < count; i++) {
      inHand = i;
      if (answerable[i] && batch.sender(i, ipv6, client) != 0) {
        var length = worker.answer(batch.message(i, worker.in), client, now, payload);
        answerable[i] = length > 0;
        if (length > 0) {
          batch.answer(i, ipv6, worker.out, length);
        }
      }
    }
  }

  private void receiveFailed(int errno) {
    if (errno != Errno.EAGAIN && errno != Errno.EINTR && errno != 0) {
      failures++;
      counters.receiveErrors.increment();
      log.warn("receiving over UDP failed", Errno.text(errno));
    }
  }

  /// Sends all answers. One that the system refuses is lost, not those behind it; when the socket
  /// stays full for a tenth of a second, all the rest is.
  private void send(Syscalls calls, DatagramBatch batch, int fd) {
    for (var done = 0; done < batch.answers(); ) {
      var sent = batch.send(calls, fd, done);
      if (sent > 0) {
        done += sent;
      } else if (sent != -Errno.EINTR) {
        var lost = sent == -Errno.EAGAIN ? batch.answers() - done : 1;
        counters.sendErrors.add(lost);
        log.warn("sending over UDP failed", Errno.text(-sent));
        done += lost;
      }
    }
  }
}
