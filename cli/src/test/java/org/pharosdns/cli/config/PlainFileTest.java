package org.pharosdns.cli.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.zone.model.Problem;

/// Files that are none: nothing waits for them, nothing is made of them.
@Timeout(value = 20, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PlainFileTest {
  @TempDir private Path folder = Path.of("");
  private Path file = Path.of("");

  @BeforeEach
  void name() {
    file = folder.resolve("example.toml");
  }

  private String steering() {
    var configuration = Objects.requireNonNull(ConfigLoader.load(null, folder).value());
    var loaded = ConfigLoader.loadSteering(file, DnsName.parse("example"), configuration);
    assertThat(loaded.value() == null).isEqualTo(!loaded.problems().isEmpty());
    return loaded.problems().isEmpty() ? "" : loaded.problems().getFirst().message();
  }

  private void makePipe() throws Exception {
    assumeTrue(new ProcessBuilder("mkfifo", file.toString()).start().waitFor() == 0);
  }

  @Test
  void aPipeIsNotWaitedFor() throws Exception {
    makePipe();
    assertThat(steering()).isEqualTo("cannot be read: " + file + " is no regular file");
    assertThat(ConfigLoader.load(file, folder).problems())
        .extracting(Problem::message)
        .containsExactly("cannot be read: " + file + " is no regular file");
  }

  @Test
  void aDeviceIsNotRead() throws Exception {
    Files.createSymbolicLink(file, Path.of("/dev/zero"));
    assertThat(steering()).isEqualTo("cannot be read: " + file + " is no regular file");
  }

  @Test
  void aLinkThatLeadsNowhereIsNoMissingFile() throws Exception {
    assertThat(steering()).isEmpty();
    Files.createSymbolicLink(file, folder.resolve("gone"));
    assertThat(steering()).isEqualTo("cannot be read: there is no such file");
    var configuration = Files.createSymbolicLink(folder.resolve("pharos.toml"), file);
    assertThat(ConfigLoader.find(null, folder)).isEqualTo(configuration);
  }

  @Test
  void aLinkToARegularFileIsOne() throws Exception {
    Files.createSymbolicLink(file, Files.createFile(folder.resolve("other")));
    assertThat(steering()).isEmpty();
  }

  @Test
  void sixteenMebibytesAreTakenAndNotOneOctetMore() throws Exception {
    Files.writeString(file, "#".repeat(16 << 20), UTF_8);
    assertThat(steering()).isEmpty();
    Files.writeString(file, "#".repeat((16 << 20) + 1), UTF_8);
    assertThat(steering()).isEqualTo("cannot be read: " + file + " has more than 16777216 octets");
  }

  @Test
  void secretsAreHeldToTheSame() throws Exception {
    makePipe();
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> AdminToken.read(file))
        .withMessageEndingWith("is no regular file");
    var configuration =
        Files.writeString(
            folder.resolve("pharos.toml"), "[key.a]\nsecret_file = \"example.toml\"\n");
    assertThat(ConfigLoader.load(configuration, folder).problems())
        .extracting(Problem::message)
        .containsExactly(
            "the secret cannot be read: %s: %s is no regular file".formatted(file, file));
  }
}
