package org.pharosdns.health.dns;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The addresses behind the names of targets, kept fresh on a schedule of their own: a name that is
/// asked for is resolved at once, again whenever its TTL has passed, and forgotten when nobody has
/// asked for it for an hour. A resolution that fails changes nothing: the last good addresses stay.
/// That there are none holds for as long as the SOA says; while none is known at all, for 5 s.
///
/// May be used by any number of threads.
public final class TargetNames implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TargetNames.class);
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final Duration LEAST_TTL = Duration.ofSeconds(5);
  private static final Duration LONGEST_TTL = Duration.ofMinutes(5);
  private static final Duration RETRY = Duration.ofSeconds(5);
  private static final Duration FORGOTTEN = Duration.ofHours(1);
  private static final int AT_ONCE = 32;
  private static final int ROUNDS = 2;

  private final Supplier<List<InetSocketAddress>> system;
  private final LongSupplier nanoTime;
  private final ConcurrentHashMap<String, Entry> entries = new ConcurrentHashMap<>();
  private final Semaphore places = new Semaphore(AT_ONCE);
  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("target-name-", 0).factory());
  private volatile List<InetSocketAddress> servers;

  /// @param system says which recursive servers to ask, in order; called now and by
  ///     {@link #readServers}
  /// @param nanoTime the monotonic clock
  public TargetNames(Supplier<List<InetSocketAddress>> system, LongSupplier nanoTime) {
    this.system = system;
    this.nanoTime = nanoTime;
    this.servers = List.copyOf(system.get());
  }

  private static final class Entry {
    final CountDownLatch tried = new CountDownLatch(1);
    final CountDownLatch closed = new CountDownLatch(1);
    volatile List<InetAddress> addresses = List.of();
    volatile long askedNanos;
  }

  /// A resolution, of one type or of both.
  ///
  /// @param addresses null when nobody said what there is
  /// @param until how long that may be used
  private record Resolved(@Nullable List<InetAddress> addresses, Duration until) {
    /// Returns the addresses, those known before where nobody said.
    List<InetAddress> or(Stream<InetAddress> before) {
      return addresses == null ? before.toList() : addresses;
    }
  }

  /// Asks the servers that the system has now from now on.
  public void readServers() {
    servers = List.copyOf(system.get());
  }

  /// Returns the last good addresses of a name, IPv4 ones first and else in numeric order; none if
  /// there never were any. Blocks for at most `patience`, and only while the name is resolved for
  /// the first time.
  public List<InetAddress> addresses(String name, Duration patience) throws InterruptedException {
    Entry entry = entries.computeIfAbsent(name.toLowerCase(Locale.ROOT), this::begin);
    entry.askedNanos = nanoTime.getAsLong();
    boolean tried = entry.tried.await(patience.toNanos(), TimeUnit.NANOSECONDS);
    return tried ? entry.addresses : List.of();
  }

  /// Returns what {@link #addresses} would, without asking anybody or waiting.
  public List<InetAddress> known(String name) {
    Entry entry = entries.get(name.toLowerCase(Locale.ROOT));
    return entry == null ? List.of() : entry.addresses;
  }

  private Entry begin(String name) {
    var entry = new Entry();
    entry.askedNanos = nanoTime.getAsLong();
    try {
      threads.execute(() -> keepFresh(name, entry));
    } catch (RejectedExecutionException e) {
      entry.tried.countDown();
    }
    return entry;
  }

  private void keepFresh(String name, Entry entry) {
    try {
      while (nanoTime.getAsLong() - entry.askedNanos < FORGOTTEN.toNanos()) {
        Duration pause = refresh(name, entry);
        if (entry.closed.await(pause.toNanos(), TimeUnit.NANOSECONDS)) {
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      entries.remove(name, entry);
    }
  }

  private Duration refresh(String name, Entry entry) throws InterruptedException {
    places.acquire();
    try {
      Resolved resolved = resolve(name, entry.addresses);
      List<InetAddress> addresses = resolved.or(Stream.of());
      if (!addresses.isEmpty()) {
        entry.addresses = addresses;
      } else {
        LOG.debug("target {} does not resolve; {} kept", name, entry.addresses);
      }
      return entry.addresses.isEmpty() ? RETRY : resolved.until;
    } catch (RuntimeException e) {
      LOG.error("resolving target {} broke", name, e);
      return RETRY;
    } finally {
      places.release();
      entry.tried.countDown();
    }
  }

  /// @param before what is known of the name: what nobody tells of one type stays as it was
  private Resolved resolve(String name, List<InetAddress> before) {
    if (isLocal(name)) {
      return new Resolved(List.of(InetAddress.ofLiteral("127.0.0.1")), LONGEST_TTL);
    }
    Resolved v4 = ask(new DnsQuestion(name, DnsQuestion.A));
    Resolved v6 = ask(new DnsQuestion(name, DnsQuestion.AAAA));
    var all = new ArrayList<>(v4.or(before.stream().filter(Inet4Address.class::isInstance)));
    all.addAll(v6.or(before.stream().filter(Inet6Address.class::isInstance)));
    all.sort(TargetNames::compare);
    Duration until = v4.until.compareTo(v6.until) < 0 ? v4.until : v6.until;
    return new Resolved(List.copyOf(all), until);
  }

  /// RFC 6761 section 6.3: localhost is this host, whoever is asked.
  private static boolean isLocal(String name) {
    String plain = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    return plain.equals("localhost") || plain.endsWith(".localhost");
  }

  private Resolved ask(DnsQuestion question) {
    for (int round = 0; round < ROUNDS; round++) {
      for (InetSocketAddress server : servers) {
        try {
          DnsReply reply = DnsExchange.ask(server, question, PATIENCE, nanoTime);
          if (!reply.addresses().isEmpty() || reply.rcode() == 0 || reply.rcode() == 3) {
            return new Resolved(reply.addresses(), bounded(reply.ttlSeconds()));
          }
        } catch (IOException e) {
          LOG.debug("asking {} for {}: {}", server, question, e.toString());
        }
      }
    }
    return new Resolved(null, RETRY);
  }

  private static Duration bounded(int ttlSeconds) {
    return Duration.ofSeconds(
        Math.clamp(ttlSeconds, LEAST_TTL.toSeconds(), LONGEST_TTL.toSeconds()));
  }

  private static int compare(InetAddress a, InetAddress b) {
    boolean aIsV4 = a instanceof Inet4Address;
    if (aIsV4 != b instanceof Inet4Address) {
      return aIsV4 ? -1 : 1;
    }
    return Arrays.compareUnsigned(a.getAddress(), b.getAddress());
  }

  /// Ends every resolution.
  @Override
  public void close() {
    entries.values().forEach(entry -> entry.closed.countDown());
    threads.shutdownNow();
  }
}
