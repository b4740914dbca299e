package org.pharosdns.cli.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.pharosdns.cli.Console;
import org.pharosdns.cli.control.ServerLauncher;
import org.pharosdns.cli.control.StartFailure;

/// The demonstration before servers that fail over, or do not.
class DemoTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Console console =
      new Console(
          new PrintStream(out, true, UTF_8),
          new PrintStream(err, true, UTF_8),
          false,
          false,
          false,
          time -> {
            LockSupport.parkNanos(time.toNanos() / 4);
            return true;
          });

  private int story(ServerLauncher launcher) throws StartFailure {
    return Demo.run(launcher, console, (name, action) -> {});
  }

  @Test
  void failoverThatIsSeenEndsWithZeroAndLeavesNothingBehind() throws StartFailure {
    var site = new AtomicReference<>(Path.of(""));
    int code =
        story(
            (options, answers) -> {
              site.set(Path.of(String.valueOf(options.configuration())));
              return new FakeDnsServer(options, 7, FakeDnsServer::connects);
            });
    assertThat(err.toString(UTF_8)).isEmpty();
    assertThat(code).isZero();
    assertThat(out.toString(UTF_8).replaceAll("[0-9.]+s|on 127.*;|port [0-9]+", "~"))
        .endsWith(
            """
            t=~  event   3 endpoints answer HTTP on ~
            t=~  event   the server answers ~ failover budget ~
            t=~  answer  www.example.com. A 127.0.0.11 127.0.0.12 127.0.0.13, TTL 7
            t=~  event   127.0.0.12 is killed
            t=~  answer  www.example.com. A 127.0.0.11 127.0.0.13, TTL 7
            t=~  event   127.0.0.12 has left the answers
            t=~  event   127.0.0.12 is revived
            t=~  answer  www.example.com. A 127.0.0.11 127.0.0.12 127.0.0.13, TTL 7
            t=~  event   127.0.0.12 is back in the answers

            Seen over the wire: 127.0.0.12 left the answers ~ after its death, and came back ~ after its revival.
            No cache that honours TTLs held it later than ~ after its death; promised: ~.
            """);
    assertThat(site.get()).isAbsolute().doesNotExist();
    assertThat(site.get().getParent()).doesNotExist();
  }

  @Test
  void ttlBeyondTheBudgetEndsWithOne() throws StartFailure {
    int code = story((options, answers) -> new FakeDnsServer(options, 60, FakeDnsServer::connects));
    assertThat(err.toString(UTF_8))
        .startsWith("pharos: the failover was not seen: a cache could hand it out until")
        .endsWith("the budget is 10s\n");
    assertThat(code).isEqualTo(1);
  }

  @Test
  void endpointsThatNeverComeInEndWithOne() throws StartFailure {
    int code =
        story(
            (options, answers) ->
                new FakeDnsServer(options, 7, address -> address.getHostString().endsWith("11")));
    assertThat(err.toString(UTF_8)).contains("not all endpoints came into the answers");
    assertThat(code).isEqualTo(1);
  }

  @Test
  void pictureShowsWhoIsUpAndWhatIsAnswered() throws Exception {
    try (DemoSetup setup =
        DemoSetup.start(
            (options, answers) -> new FakeDnsServer(options, 7, FakeDnsServer::connects),
            console)) {
      var stop = new AtomicBoolean();
      var screen = new DemoScreen(setup, console, stop);
      var resolver = new Resolver(setup.dns());
      screen.judge(resolver.ask(DemoSite.NAME));
      screen.press('2');
      screen.press('9');
      Resolver.Answer answer = resolver.ask(DemoSite.NAME);
      screen.judge(answer);
      assertThat(
              screen.frame(Map.of(DemoSite.NAME, answer)).stream()
                  .map(line -> line.replaceAll("[0-9]+(\\.[0-9]+)?s", "~").replaceAll(" +", " "))
                  .toList())
          .contains(
              "KEY ENDPOINT PROCESS VERDICT IN ANSWERS OF www.example.com.",
              "www.example.com. 7 127.0.0.11 127.0.0.13",
              "t=~ 127.0.0.12 is killed")
          .anyMatch(line -> line.matches("2 127.0.0.12:[0-9]+ killed unknown no"))
          .anyMatch(line -> line.matches("3 127.0.0.13:[0-9]+ running unknown yes"))
          .anyMatch(line -> line.startsWith("t=~ 127.0.0.12 left the answers ~ after its death"));
      screen.press('2');
      screen.judge(resolver.ask(DemoSite.NAME));
      assertThat(screen.frame(Map.of())).anyMatch(line -> line.contains("is back in the answers"));
      assertThat(stop).isFalse();
      screen.press('q');
      assertThat(stop).isTrue();
    }
  }

  @Test
  void serverThatDoesNotStartLeavesNoEndpointBehind() throws IOException, StartFailure {
    List<Path> before = demoFolders();
    try {
      story(
          (options, answers) -> {
            throw new StartFailure(StartFailure.CANNOT_BIND, List.of("busy"));
          });
    } catch (StartFailure e) {
      assertThat(e.problems()).containsExactly("busy");
    }
    assertThat(demoFolders()).isEqualTo(before);
  }

  private static List<Path> demoFolders() throws IOException {
    try (var files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return files.filter(file -> file.toString().contains("pharos-demo")).sorted().toList();
    }
  }
}
