package org.pharosdns.cli.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.pharosdns.cli.control.ControlClient;
import org.pharosdns.cli.control.RefusedException;

/// `pharos serve` as a process of its own, in a folder with `pharos.toml`.
///
/// @param address the first one that it answers on
public record ServerProcess(Process process, Path folder, InetSocketAddress address)
    implements AutoCloseable {
  /// The class of the command that starts.
  static final String MAIN = "org.pharosdns.cli.Pharos";

  private static final String ANSWERS = "Pharos answers on ";
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /// Returns the command that serves from `folder`, on a port that the system chooses.
  static List<String> command(Path folder, String... listen) {
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dio.netty.leakDetection.level=paranoid",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                MAIN,
                "serve",
                "-c",
                folder.resolve("pharos.toml").toString()));
    for (var each : listen.length == 0 ? new String[] {"127.0.0.1:0"} : listen) {
      command.addAll(List.of("--listen", each));
    }
    return command;
  }

  /// Starts `builder`, whose output goes where it says, and waits for the server to serve.
  static ServerProcess start(ProcessBuilder builder, Path folder) throws IOException {
    var process = builder.start();
    var deadline = System.nanoTime() + PATIENCE.toNanos();
    var listen = listen(folder);
    while (listen.isEmpty()) {
      assertThat(process.isAlive() && System.nanoTime() - deadline < 0)
          .as("the server starts")
          .isTrue();
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
      listen = listen(folder);
    }
    return new ServerProcess(process, folder, address(listen.getFirst()));
  }

  private static List<String> listen(Path folder) {
    try {
      return control(folder).version().listen();
    } catch (RefusedException notYet) {
      return List.of();
    }
  }

  private static InetSocketAddress address(String text) {
    var colon = text.lastIndexOf(':');
    return new InetSocketAddress(
        InetAddress.ofLiteral(text.substring(0, colon)),
        Integer.parseInt(text.substring(colon + 1)));
  }

  /// Starts one that adds what it logs to the file `log`.
  static ServerProcess start(Path folder) throws IOException {
    return start(folder, Map.of());
  }

  /// Starts one with more variables in its environment. Returns at once when it says that it
  /// answers, for some tests look at the first moments.
  public static ServerProcess start(Path folder, Map<String, String> environment)
      throws IOException {
    var builder = new ProcessBuilder(command(folder)).redirectError(Redirect.appendTo(log(folder)));
    builder.environment().putAll(environment);
    var process = builder.start();
    var out = process.inputReader(StandardCharsets.UTF_8);
    var line = out.readLine();
    while (line != null && !line.startsWith(ANSWERS)) {
      line = out.readLine();
    }
    var text = Objects.requireNonNull(line, "the server starts");
    return new ServerProcess(process, folder, address(text.substring(ANSWERS.length())));
  }

  private static File log(Path folder) {
    return folder.resolve("log").toFile();
  }

  ControlClient control() {
    return control(folder);
  }

  private static ControlClient control(Path folder) {
    return new ControlClient(folder.resolve("state/control.sock"));
  }

  /// Sends a signal such as `TERM`.
  public void signal(String name) throws IOException, InterruptedException {
    var kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
    assertThat(kill.waitFor()).isZero();
  }

  /// Ends it by SIGTERM: exit code 0 within five seconds.
  void endsInTime() throws IOException, InterruptedException {
    signal("TERM");
    assertThat(process.waitFor(5, TimeUnit.SECONDS)).as("ended within 5 s").isTrue();
    assertThat(process.exitValue()).isZero();
  }

  /// Ends it by SIGTERM and waits for that.
  public void stop() {
    process.destroy();
    await();
  }

  private void await() {
    try {
      assertThat(process.waitFor(10, TimeUnit.SECONDS)).as("ended within 10 s").isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /// What it has logged, and those before it in the same folder, when its log is a file.
  public String log() throws IOException {
    return Files.readString(log(folder).toPath(), StandardCharsets.UTF_8);
  }

  /// Ends it without a warning and waits for that.
  @Override
  public void close() {
    process.destroyForcibly();
    await();
  }
}
