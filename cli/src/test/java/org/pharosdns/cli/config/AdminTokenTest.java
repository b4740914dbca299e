package org.pharosdns.cli.config;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `[admin] token_file`.
class AdminTokenTest {
  private static final String TOKEN = "0123456789abcdefghij";

  @TempDir Path folder;

  private Loaded<Configuration> load(String content, String mode) throws IOException {
    var file = Files.writeString(folder.resolve("token"), content);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    return load("[admin]\nhttp = \"127.0.0.1:8053\"\ntoken_file = \"token\"\n");
  }

  private Loaded<Configuration> load(String text) throws IOException {
    return ConfigLoader.load(Files.writeString(folder.resolve("pharos.toml"), text), folder);
  }

  private static void expect(Loaded<Configuration> loaded, String... parts) {
    assertThat(loaded.problems().toString()).contains(parts).doesNotContain(TOKEN);
  }

  @Test
  void aFileOfOneWordThatOthersCannotReadIsTaken() throws IOException {
    for (var mode : new String[] {"rw-------", "r--r-----", "rw-r-----"}) {
      var configuration = requireNonNull(load(TOKEN + "\n", mode).value());
      var token = requireNonNull(configuration.adminToken());
      assertThat(token.matches(TOKEN)).isTrue();
      assertThat(token.matches(TOKEN + "\n")).isFalse();
      assertThat(token.matches("")).isFalse();
      assertThat(configuration.toString()).doesNotContain(TOKEN);
    }
  }

  @Test
  void aFileThatOthersMayReadOrChangeIsRefused() throws IOException {
    for (var mode : new String[] {"rw-r--r--", "rw-rw----", "rw-----w-", "rw------x"}) {
      expect(load(TOKEN, mode), "pharos.toml:3:1:", "may be read by others", "chmod 600");
    }
  }

  @Test
  void whatIsNoTokenIsRefused() throws IOException {
    expect(load(TOKEN.substring(1), "rw-------"), ":3:1:", "at least 20 characters");
    expect(load(TOKEN + " " + TOKEN, "rw-------"), ":3:1:", "one word of printable ASCII");
    expect(
        load("[admin]\nhttp = \"127.0.0.1:1\"\ntoken_file = \"none\"\n"), ":3:1:", "no such file");
    load(TOKEN, "rw-------");
    expect(load("[admin]\ntoken_file = \"token\"\n"), ":2:1:", "token_file needs http");
  }
}
