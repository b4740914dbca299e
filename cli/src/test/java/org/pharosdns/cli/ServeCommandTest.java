package org.pharosdns.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.pharosdns.cli.control.ControlApi;
import org.pharosdns.cli.control.FakeControl;
import org.pharosdns.cli.control.RefusedException;
import org.pharosdns.cli.control.RunningServer;
import org.pharosdns.cli.control.ServeOptions;
import org.pharosdns.cli.control.ServerLauncher;
import org.pharosdns.cli.control.StartFailure;

class ServeCommandTest {
  private final FakeControl api = new FakeControl();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final CountDownLatch handlers = new CountDownLatch(3);
  private final Map<String, Runnable> signals = new ConcurrentHashMap<>();

  private final CompletableFuture<Executor> watched = new CompletableFuture<>();

  private Parts parts(ServerLauncher launcher) {
    return new Parts(
        launcher,
        Typed.NO_CHECK,
        configuration -> Path.of("nowhere"),
        (name, action) -> {
          signals.put(name, action);
          handlers.countDown();
        },
        Typed.NO_FILES);
  }

  private RunningServer running() {
    return new RunningServer() {
      @Override
      public List<InetSocketAddress> addresses() {
        return List.of(
            new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 5300),
            new InetSocketAddress(InetAddress.ofLiteral("::1"), 5300));
      }

      @Override
      public ControlApi control() {
        return api;
      }

      @Override
      public void watch(String name, Executor loop) {
        assertThat(name).isEqualTo("reload on hangup");
        watched.complete(loop);
      }

      @Override
      public boolean isAlive() {
        return true;
      }

      @Override
      public void close() {
        closed.countDown();
      }
    };
  }

  private RunningServer start(ServeOptions options, Runnable answers) {
    answers.run();
    return running();
  }

  private void signal(String name) throws InterruptedException {
    assertThat(handlers.await(10, TimeUnit.SECONDS)).isTrue();
    Objects.requireNonNull(signals.get(name)).run();
  }

  @Test
  void runsUntilTermAndReloadsOnHangup() throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Typed> typed = threads.submit(() -> Typed.run(parts(this::start), "serve"));
      signal("HUP");
      assertThat(api.calls.poll(10, TimeUnit.SECONDS)).isEqualTo("reload false");
      assertThat(closed.getCount()).isEqualTo(1);
      signal("TERM");
      assertThat(typed.get(10, TimeUnit.SECONDS))
          .isEqualTo(new Typed(0, "Pharos answers on 127.0.0.1:5300 and [::1]:5300\n", ""));
      assertThat(closed.getCount()).isZero();
    }
  }

  @Test
  void thousandHangupsDuringAReloadAreOneMore() throws Exception {
    var goOn = new CountDownLatch(1);
    var second = new CountDownLatch(2);
    api.duringReload =
        () -> {
          second.countDown();
          try {
            goOn.await(10, TimeUnit.SECONDS);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        };
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Typed> typed = threads.submit(() -> Typed.run(parts(this::start), "serve"));
      signal("HUP");
      assertThat(api.calls.poll(10, TimeUnit.SECONDS)).isEqualTo("reload false");
      for (int i = 0; i < 1000; i++) {
        signal("HUP");
      }
      goOn.countDown();
      assertThat(second.await(10, TimeUnit.SECONDS)).isTrue();
      assertThat(api.calls.poll(10, TimeUnit.SECONDS)).isEqualTo("reload false");
      assertThat(api.calls.poll(100, TimeUnit.MILLISECONDS)).isNull();
      signal("TERM");
      assertThat(typed.get(10, TimeUnit.SECONDS).code()).isZero();
    }
  }

  @Test
  void theThreadThatReloadsIsWatchedAndGoesOnAfterABug() throws Exception {
    var beaten = new CountDownLatch(2);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Typed> typed = threads.submit(() -> Typed.run(parts(this::start), "serve"));
      var loop = watched.get(10, TimeUnit.SECONDS);
      loop.execute(beaten::countDown);
      loop.execute(
          () -> {
            throw new LinkageError("for a test");
          });
      loop.execute(beaten::countDown);
      assertThat(beaten.await(10, TimeUnit.SECONDS)).isTrue();
      signal("TERM");
      assertThat(typed.get(10, TimeUnit.SECONDS).code()).isZero();
    }
  }

  @Test
  void aHangupWhileItStartsIsAReloadAfterIt() throws Exception {
    ServerLauncher launcher =
        (options, answers) -> {
          Objects.requireNonNull(signals.get("HUP")).run();
          assertThat(api.calls).isEmpty();
          return start(options, answers);
        };
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Typed> typed = threads.submit(() -> Typed.run(parts(launcher), "serve"));
      assertThat(api.calls.poll(10, TimeUnit.SECONDS)).isEqualTo("reload false");
      signal("TERM");
      assertThat(typed.get(10, TimeUnit.SECONDS).code()).isZero();
    }
  }

  @Test
  void aTermWhileItStartsIsLeftToTheSystemUntilThereAreClientsThenEndsItOnceItHasStarted() {
    ServerLauncher launcher =
        (options, answers) -> {
          assertThat(signals).containsOnlyKeys("HUP");
          answers.run();
          Objects.requireNonNull(signals.get("TERM")).run();
          assertThat(closed.getCount()).isEqualTo(1);
          return running();
        };
    assertThat(Typed.run(parts(launcher), "serve").code()).isZero();
    assertThat(closed.getCount()).isZero();
  }

  @Test
  void refusedReloadLeavesTheServerRunningAndReloadable() throws Exception {
    api.refusal = new RefusedException("pharos.toml is broken");
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Typed> typed = threads.submit(() -> Typed.run(parts(this::start), "serve"));
      for (int i = 0; i < 3; i++) {
        signal("HUP");
        assertThat(api.calls.poll(10, TimeUnit.SECONDS)).isEqualTo("reload false");
      }
      signal("INT");
      assertThat(typed.get(10, TimeUnit.SECONDS).code()).isZero();
    }
  }

  @Test
  void failureToStartListsAllProblemsAndKeepsItsExitCode() {
    Parts busy =
        parts(
            (options, answers) -> {
              throw new StartFailure(
                  StartFailure.CANNOT_BIND,
                  List.of("127.0.0.1:53 is in use", "[::1]:53 is in use"));
            });
    assertThat(Typed.run(busy, "serve"))
        .isEqualTo(
            new Typed(71, "", "pharos: 127.0.0.1:53 is in use\npharos: [::1]:53 is in use\n"));
  }

  @Test
  void optionsReachTheLauncher() {
    ServeOptions[] seen = new ServeOptions[1];
    Parts parts =
        parts(
            (options, answers) -> {
              seen[0] = options;
              throw new StartFailure(StartFailure.BAD_CONFIGURATION, List.of("enough"));
            });
    Typed typed =
        Typed.run(
            parts,
            "serve",
            "--listen",
            "127.0.0.1:1",
            "--zones",
            "z",
            "--listen=[::1]:2",
            "-c",
            "f");
    assertThat(typed.code()).isEqualTo(78);
    assertThat(seen[0])
        .isEqualTo(new ServeOptions(Path.of("f"), Path.of("z"), List.of("127.0.0.1:1", "[::1]:2")));
  }
}
