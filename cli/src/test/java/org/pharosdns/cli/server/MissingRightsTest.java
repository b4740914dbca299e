package org.pharosdns.cli.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pharosdns.cli.control.RefusedException;
import org.pharosdns.cli.control.ZonesApi.RecordsRequest;
import org.pharosdns.cli.control.ZonesApi.RecordsRequest.Action;

/// A server that may not write where a change must be kept: nothing changes, the answer names
/// path, user and missing right, and the next change is taken once the right is there.
class MissingRightsTest {
  private static final Path SETPRIV = Path.of("/usr/bin/setpriv");

  @TempDir private Path folder = Path.of("");

  @BeforeEach
  void write() {
    new ServerFolder(folder).zone("example.zone", ServerFolder.APEX + "www A 192.0.2.1\n");
  }

  /// Starts a server for which the modes of files hold: root is above them unless it gives that up.
  private ServerProcess start() throws IOException {
    var command = new ArrayList<>(ServerProcess.command(folder));
    if (System.getProperty("user.name").equals("root")) {
      assumeTrue(Files.isExecutable(SETPRIV), "root cannot give its rights up here");
      command.addAll(
          0, List.of(SETPRIV.toString(), "--bounding-set=-dac_override,-dac_read_search"));
    }
    return ServerProcess.start(
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile()),
        folder);
  }

  private void mode(String path, String mode) throws IOException {
    Files.setPosixFilePermissions(folder.resolve(path), PosixFilePermissions.fromString(mode));
  }

  private static void add(ServerProcess server) throws RefusedException {
    server
        .control()
        .change(
            new RecordsRequest(
                "example",
                Action.ADD,
                "www",
                "A",
                List.of("192.0.2.2"),
                null,
                null,
                null,
                "me",
                null));
  }

  private void assertRefused(ServerProcess server, String missing) throws Exception {
    var user = System.getProperty("user.name");
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> add(server))
        .satisfies(
            e ->
                assertThat(e.problems())
                    .singleElement()
                    .asString()
                    .startsWith("the change cannot be stored: user " + user)
                    .endsWith(missing + " of " + user + ")"));
    try (var asker = new DnsAsker(server.address())) {
      assertThat(asker.addresses("www.example.")).containsExactly("192.0.2.1");
    }
  }

  private static void assertTaken(ServerProcess server) throws Exception {
    add(server);
    try (var asker = new DnsAsker(server.address())) {
      assertThat(asker.addresses("www.example."))
          .containsExactlyInAnyOrder("192.0.2.1", "192.0.2.2");
    }
  }

  @Test
  void aFolderThatMayNotBeWrittenIsNamedWithItsMode() throws Exception {
    try (var server = start()) {
      mode("zones", "r-xr-xr-x");
      var zones = folder.resolve("zones").toRealPath();
      assertRefused(
          server, "write permission for the folder " + zones + " is missing (it is r-xr-xr-x");
      mode("zones", "rwxr-xr-x");
      assertTaken(server);
    }
  }

  @Test
  void aHistoryThatMayNotBeWrittenIsNamedWithItsMode() throws Exception {
    Files.createDirectories(folder.resolve("state/history"));
    Files.createFile(folder.resolve("state/history/example.journal"));
    try (var server = start()) {
      mode("state/history/example.journal", "r--r--r--");
      assertRefused(
          server, "history/example.journal: write permission for it is missing (it is r--r--r--");
      mode("state/history/example.journal", "rw-r--r--");
      assertTaken(server);
    }
  }
}
