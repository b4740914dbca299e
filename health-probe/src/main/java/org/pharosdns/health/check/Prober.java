package org.pharosdns.health.check;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.pharosdns.health.dns.TargetNames;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs checks. {@link #probe} blocks its thread, which is meant to be virtual, until the target
/// has answered or the check's timeout has passed, whatever the target does. One prober serves any
/// number of threads.
public final class Prober implements AutoCloseable {
  /// How many octets a probe reads unless it is told otherwise.
  public static final int READ_OCTETS = 16 * 1024;

  private static final Logger LOG = LoggerFactory.getLogger(Prober.class);

  private final LongSupplier nanoTime;
  private final @Nullable TargetNames names;
  private final int readOctets;
  private final TlsClient tls;
  private final ScheduledThreadPoolExecutor timer;

  /// Creates a prober for targets that are addresses; names do not resolve.
  ///
  /// @param nanoTime the monotonic clock that measures how long probes take
  /// @param wallClock what the dates of certificates are compared with
  public Prober(LongSupplier nanoTime, InstantSource wallClock) {
    this(nanoTime, wallClock, null, READ_OCTETS);
  }

  /// Creates a prober that asks `names` for the addresses of targets that are names.
  ///
  /// @param readOctets the most that a probe reads of header fields, and of an answer without a
  ///     limit of its own
  public Prober(
      LongSupplier nanoTime, InstantSource wallClock, @Nullable TargetNames names, int readOctets) {
    this.nanoTime = nanoTime;
    this.names = names;
    this.readOctets = readOctets;
    this.tls = new TlsClient(wallClock);
    this.timer =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().name("probe-deadlines").daemon().factory());
    timer.setRemoveOnCancelPolicy(true);
  }

  /// Returns what the target makes of the check. Throws nothing.
  public ProbeResult probe(Check check, Target target) {
    try (var leftovers = new Leftovers()) {
      return probe(check, target, leftovers);
    }
  }

  private ProbeResult probe(Check check, Target target, Leftovers leftovers) {
    long start = nanoTime.getAsLong();
    try {
      Finding finding = run(check, addressed(check, target), start, leftovers);
      return new ProbeResult(
          ProbeResult.Kind.PASS, finding.reason(), since(start), finding.weightPercent());
    } catch (ProbeEnded e) {
      return new ProbeResult(e.kind(), e.reason(), since(start), e.weightPercent());
    } catch (RuntimeException e) {
      LOG.error("probe of {} {} broke", check.kind(), target, e);
      return ProbeResult.none("error", since(start));
    }
  }

  /// Returns the host that a target is on: its address, that of its name once that is known.
  public String hostOf(Target target) {
    var known = target.address() == null && names != null ? names.known(target.host()) : null;
    return known == null || known.isEmpty() ? target.host() : AddressText.of(known.getFirst());
  }

  /// Reads certificate files anew from now on, for they may have changed.
  public void forgetCertificates() {
    tls.forget();
  }

  /// Runs tasks on the thread that ends probes at their deadline.
  public Executor deadlines() {
    return timer;
  }

  /// Gives the timer back. Probes that still run lose their deadline: end them first.
  @Override
  public void close() {
    timer.shutdownNow();
  }

  /// The same target with the address that its name has now.
  private Target addressed(Check check, Target target) throws ProbeEnded {
    if (target.address() != null || !check.isProbed()) {
      return target;
    }
    try {
      List<InetAddress> found =
          names == null ? List.of() : names.addresses(target.host(), check.timing().timeout());
      if (found.isEmpty()) {
        throw ProbeEnded.failed("resolve");
      }
      return new Target(found.getFirst(), target.port());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw ProbeEnded.locally("stopped");
    }
  }

  private Finding run(Check check, Target target, long start, Leftovers leftovers)
      throws ProbeEnded {
    var address = target.address();
    if (check.isProbed() && address != null && Target.isForbidden(address)) {
      throw ProbeEnded.failed("forbidden-address");
    }
    var socket = new InetSocketAddress(address, target.port());
    // Looking up a name has taken from the time.
    Duration left = check.timing().timeout().minus(since(start));
    return switch (check) {
      case TcpCheck tcp -> converse(socket, left, to -> talkTcp(tcp, to));
      case TlsCheck it -> converse(socket, left, to -> talkTls(it, to));
      case HttpCheck http -> converse(socket, left, to -> talkHttp(http, to));
      case GrpcCheck grpc -> converse(socket, left, to -> talkGrpc(grpc, to));
      case AgentCheck _ -> converse(socket, left, AgentProbe::hold);
      case UdpCheck udp -> ask(() -> UdpProbe.run(udp, socket, left, readOctets));
      case DnsCheck dns -> ask(() -> DnsProbe.run(dns, socket, left, nanoTime));
      case ExecCheck exec -> ExecProbe.run(exec, target, left, leftovers);
      case FeedCheck _ -> throw new IllegalStateException("a feed is told its verdicts");
      case ConstantCheck constant -> {
        if (!constant.up()) {
          throw ProbeEnded.failed("down");
        }
        yield Finding.OK;
      }
    };
  }

  private Finding talkTcp(TcpCheck check, Socket socket) throws IOException, ProbeEnded {
    return TcpProbe.hold(check.send(), check.expect(), socket, readOctets);
  }

  private Finding talkTls(TlsCheck check, Socket socket) throws IOException, ProbeEnded {
    return tls.over(
        socket,
        check.tls(),
        secured -> TcpProbe.hold(check.send(), check.expect(), secured, readOctets));
  }

  private Finding talkHttp(HttpCheck check, Socket socket) throws IOException, ProbeEnded {
    return check.tls() == null
        ? HttpProbe.hold(check, socket, readOctets)
        : tls.over(
            socket, check.tls(), secured -> HttpProbe.hold(check, secured, readOctets), "http/1.1");
  }

  private Finding talkGrpc(GrpcCheck check, Socket socket) throws IOException, ProbeEnded {
    return check.tls() == null
        ? GrpcProbe.hold(check, socket, readOctets)
        : tls.over(
            socket, check.tls(), secured -> GrpcProbe.hold(check, secured, readOctets), "h2");
  }

  /// A question by datagrams, which sees to its deadline itself.
  @FunctionalInterface
  private interface Question {
    Finding ask() throws IOException, ProbeEnded;
  }

  private static Finding ask(Question question) throws ProbeEnded {
    try {
      return question.ask();
    } catch (IOException e) {
      throw NetworkErrors.whileConnecting(e);
    }
  }

  private Finding converse(InetSocketAddress target, Duration left, Conversation conversation)
      throws ProbeEnded {
    var socket = new Socket(Proxy.NO_PROXY);
    try (var deadline = new Deadline(timer, left.toNanos())) {
      deadline.guard(socket);
      try {
        connect(socket, target);
        return talk(socket, conversation);
      } catch (ProbeEnded e) {
        throw deadline.passed() ? ProbeEnded.failed("timeout") : e;
      }
    } finally {
      Deadline.shut(socket);
    }
  }

  private static void connect(Socket socket, InetSocketAddress target) throws ProbeEnded {
    try {
      socket.connect(target);
    } catch (IOException e) {
      LOG.debug("connecting to {}: {}", target, e.toString());
      throw NetworkErrors.whileConnecting(e);
    }
  }

  private static Finding talk(Socket socket, Conversation conversation) throws ProbeEnded {
    try {
      return conversation.hold(socket);
    } catch (IOException e) {
      throw NetworkErrors.whileTalking(e);
    }
  }

  private Duration since(long start) {
    return Duration.ofNanos(nanoTime.getAsLong() - start);
  }
}
