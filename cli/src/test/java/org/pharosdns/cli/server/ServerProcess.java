package org.pharosdns.cli.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.pharosdns.cli.control.ControlClient;
import org.pharosdns.cli.control.RefusedException;

/// `pharos serve` as a process of its own, in a folder with `pharos.toml`.
record ServerProcess(Process process, Path folder) implements AutoCloseable {
  /// The class of the command that starts.
  static final String MAIN = "org.pharosdns.cli.Pharos";

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
    var server = new ServerProcess(builder.start(), folder);
    var deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!server.answers()) {
      assertThat(server.process.isAlive() && System.nanoTime() - deadline < 0)
          .as("the server starts")
          .isTrue();
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
    return server;
  }

  /// Starts one whose log is the file `log`.
  static ServerProcess start(Path folder) throws IOException {
    return start(
        new ProcessBuilder(command(folder)).redirectErrorStream(true).redirectOutput(log(folder)),
        folder);
  }

  private static File log(Path folder) {
    return folder.resolve("log").toFile();
  }

  private boolean answers() {
    try {
      return !control().version().listen().isEmpty();
    } catch (RefusedException notYet) {
      return false;
    }
  }

  ControlClient control() {
    return new ControlClient(folder.resolve("state/control.sock"));
  }

  /// The first address that it answers on.
  InetSocketAddress address() throws RefusedException {
    var text = control().version().listen().getFirst();
    var colon = text.lastIndexOf(':');
    return new InetSocketAddress(
        InetAddress.ofLiteral(text.substring(0, colon)),
        Integer.parseInt(text.substring(colon + 1)));
  }

  /// Sends a signal such as `TERM`.
  void signal(String name) throws IOException, InterruptedException {
    var kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
    assertThat(kill.waitFor()).isZero();
  }

  /// Ends it by SIGTERM: exit code 0 within five seconds.
  void endsInTime() throws IOException, InterruptedException {
    signal("TERM");
    assertThat(process.waitFor(5, TimeUnit.SECONDS)).as("ended within 5 s").isTrue();
    assertThat(process.exitValue()).isZero();
  }

  /// What it has logged, when its log is a file.
  String log() throws IOException {
    return Files.readString(log(folder).toPath(), StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
