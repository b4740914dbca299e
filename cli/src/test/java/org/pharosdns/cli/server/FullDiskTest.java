package org.pharosdns.cli.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pharosdns.cli.control.ChangeReport;
import org.pharosdns.cli.control.RefusedException;
import org.pharosdns.cli.control.ServeOptions;
import org.pharosdns.cli.control.ZonesApi.RecordsRequest;
import org.pharosdns.cli.control.ZonesApi.RecordsRequest.Action;
import org.pharosdns.testkit.Mounts;

/// A folder of zones on a real file system that is full or read-only. Only root may mount one;
/// elsewhere these tests are skipped.
class FullDiskTest {
  @TempDir private Path temporary = Path.of("");
  private Path zones = Path.of("");

  @BeforeEach
  void mount() throws Exception {
    zones = Files.createDirectories(temporary.resolve("zones"));
    assumeTrue(Mounts.tmpfs(zones, "64k"), "no tmpfs can be mounted here");
    new ServerFolder(temporary).zone("example.zone", ServerFolder.APEX + "www A 192.0.2.1\n");
  }

  @AfterEach
  void unmount() throws Exception {
    Mounts.unmount(zones);
  }

  private PharosServer start() throws Exception {
    return PharosServer.start(
        new ServeOptions(temporary.resolve("pharos.toml"), null, List.of("127.0.0.1:0")));
  }

  private static ChangeReport add(PharosServer server, String address) throws RefusedException {
    return server
        .control()
        .change(
            new RecordsRequest(
                "example", Action.ADD, "www", "A", List.of(address), null, null, null, "me", null));
  }

  private static List<String> www(PharosServer server) {
    try (var asker = new DnsAsker(server.addresses().getFirst())) {
      return asker.addresses("www.example.");
    }
  }

  private void assertRefused(PharosServer server, String why) throws IOException {
    var before = Files.readString(zones.resolve("example.zone"));
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> add(server, "192.0.2.2"))
        .satisfies(
            e ->
                assertThat(e.problems())
                    .singleElement()
                    .asString()
                    .startsWith("the change cannot be stored: " + zones)
                    .endsWith(why));
    assertThat(www(server)).containsExactly("192.0.2.1");
    assertThat(zones.resolve("example.zone")).hasContent(before);
  }

  @Test
  void fullDiskRefusesTheChangeAndTakesTheNextOneWhenThereIsRoom() throws Exception {
    try (var server = start()) {
      var ballast = zones.resolve("ballast");
      assertThatExceptionOfType(IOException.class)
          .isThrownBy(() -> Files.write(ballast, new byte[1 << 20]));
      assertRefused(server, "no space left on device");
      Files.delete(ballast);
      assertThat(add(server, "192.0.2.2").serialAfter()).isEqualTo(2);
      assertThat(www(server)).containsExactlyInAnyOrder("192.0.2.1", "192.0.2.2");
    }
  }

  @Test
  void readOnlyDiskRefusesTheChangeAndTakesTheNextOneWhenItIsWritable() throws Exception {
    try (var server = start()) {
      assumeTrue(Mounts.remount(zones, "ro"));
      assertRefused(server, "read-only file system");
      assertThat(Mounts.remount(zones, "rw")).isTrue();
      assertThat(add(server, "192.0.2.2").serialAfter()).isEqualTo(2);
      assertThat(www(server)).containsExactlyInAnyOrder("192.0.2.1", "192.0.2.2");
    }
  }
}
