package org.pharosdns.dns.transport;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// UDP by system calls of our own, without Netty: one thread per worker with a socket per address.
///
/// The answer's source address is the address asked, on wildcard sockets too (IP_PKTINFO).
///
/// ```
/// NativeUdp ── NativeLoop (thread) ──┬─ DatagramBatch ── Syscalls ── recvmmsg, sendmmsg
///                 ▲ wake-up          └─ Worker
///                 └ eventfd, written once by close()
/// ```
final class NativeUdp implements UdpTransport {
  private static final int EFD_CLOEXEC = 0x80000;
  private static final int EFD_NONBLOCK = 0x800;
  private static final Set<String> MACHINES = Set.of("amd64", "aarch64");

  private final LoopThreads style;
  private final int workers;
  private final Supplier<Worker> newWorker;
  private final int payload;
  private final TransportCounters counters;
  private final CountedLog log;
  private final List<List<NativeSocket>> socketsByWorker = new ArrayList<>();
  private final List<LateAnswers> lateAnswers = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private int wakeUp = -1;

  /// @param newWorker called once per thread
  /// @param payload the largest answer in octets
  NativeUdp(
      LoopThreads style,
      int workers,
      Supplier<Worker> newWorker,
      int payload,
      TransportCounters counters,
      CountedLog log) {
    this.style = style;
    this.workers = workers;
    this.newWorker = newWorker;
    this.payload = payload;
    this.counters = counters;
    this.log = log;
    for (var i = 0; i < workers; i++) {
      socketsByWorker.add(new ArrayList<>());
    }
  }

  /// Returns why this transport cannot be used here, or nothing if it can.
  static Optional<String> obstacle() {
    var system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    var machine = System.getProperty("os.arch", "");
    if (!system.equals("linux") || !MACHINES.contains(machine)) {
      return Optional.of("it needs Linux on x86-64 or aarch64, this is " + system + "/" + machine);
    }
    if (!NativeUdp.class.getModule().isNativeAccessEnabled()) {
      return Optional.of("the Java option --enable-native-access is missing");
    }
    try (var arena = Arena.ofConfined()) {
      var calls = new Syscalls(arena);
      var fd = calls.eventfd(0, EFD_CLOEXEC);
      return fd >= 0 && calls.close(fd) == 0
          ? Optional.empty()
          : Optional.of("a trial call failed: " + Errno.text(-fd));
    } catch (LinkageError | RuntimeException e) {
      return Optional.of("the C library cannot be called: " + e);
    }
  }

  /// Loads what a thread needs to send and receive.
  static void prepare() {
    try (var arena = Arena.ofConfined()) {
      var batch = new DatagramBatch(arena);
      batch.takeBack();
    }
  }

  @Override
  public void bind(InetSocketAddress address) throws IOException {
    var bound = new ArrayList<NativeSocket>();
    try {
      for (var i = 0; i < workers; i++) {
        bound.add(NativeSocket.open(address, payload, i == 0));
      }
    } catch (IOException e) {
      withCalls(calls -> bound.forEach(socket -> calls.close(socket.fd())));
      throw e;
    }
    for (var i = 0; i < workers; i++) {
      socketsByWorker.get(i).add(bound.get(i));
    }
  }

  @Override
  public void start() {
    wakeUp = eventDescriptor(EFD_CLOEXEC);
    for (var i = 0; i < workers; i++) {
      var late = new LateAnswers(eventDescriptor(EFD_CLOEXEC | EFD_NONBLOCK));
      lateAnswers.add(late);
      var loop =
          new NativeLoop(
              socketsByWorker.get(i), wakeUp, late, newWorker.get(), payload, counters, log);
      threads.add(
          Thread.ofPlatform()
              .daemon()
              .name(style.name() + "-udp-" + i)
              .start(
                  () -> {
                    style.beginUdp().run();
                    loop.run();
                  }));
    }
  }

  @Override
  public List<Executor> loops() {
    return lateAnswers.stream().<Executor>map(late -> late::execute).toList();
  }

  private static int eventDescriptor(int flags) {
    try (var arena = Arena.ofConfined()) {
      var fd = new Syscalls(arena).eventfd(0, flags);
      if (fd < 0) {
        throw new IllegalStateException("eventfd: " + Errno.text(-fd));
      }
      return fd;
    }
  }

  /// If a thread does not end in time its sockets are left to the system.
  @Override
  public void close(long deadlineNanos) {
    withCalls(
        calls -> {
          if (wakeUp >= 0) {
            calls.eventfdWrite(wakeUp, 1);
          }
          if (threads.stream().allMatch(thread -> Deadline.ends(thread, deadlineNanos))) {
            socketsByWorker.forEach(sockets -> sockets.forEach(socket -> calls.close(socket.fd())));
            lateAnswers.forEach(late -> late.close(calls));
            calls.close(wakeUp);
          }
        });
  }

  private static void withCalls(Consumer<Syscalls> work) {
    try (var arena = Arena.ofConfined()) {
      work.accept(new Syscalls(arena));
    }
  }
}
