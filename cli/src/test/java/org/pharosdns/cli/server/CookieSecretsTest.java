package org.pharosdns.cli.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pharosdns.cli.config.FloodSection;
import org.pharosdns.cli.control.StartFailure;

/// Where the cookie secrets come from, and when the server makes one of its own.
class CookieSecretsTest {
  @TempDir private Path folder = Path.of("");

  private CookieSecrets own() {
    return CookieSecrets.of(null, folder);
  }

  @Test
  void theServerMakesOneInItsStateFolderAndKeepsIt() throws Exception {
    var secrets = own().read();
    assertThat(secrets).singleElement().extracting(secret -> secret.length).isEqualTo(16);
    assertThat(own().read()).usingRecursiveComparison().isEqualTo(secrets);
    try (var files = Files.list(folder)) {
      var file = assertThat(files).singleElement().actual();
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
    }
  }

  @Test
  void anEmptyFileOfADiskThatWasFullIsNoFile() throws Exception {
    Files.createFile(folder.resolve("cookie-secret"));
    Files.writeString(folder.resolve("cookie-secret.new"), "00");
    assertThat(own().read()).hasSize(1);
    assertThat(folder.resolve("cookie-secret")).isNotEmptyFile();
    assertThat(folder.resolve("cookie-secret.new")).doesNotExist();
  }

  @Test
  void aFileThatWasNamedIsNeverMade() throws Exception {
    var named = folder.resolve("secrets");
    var files =
        new ServerFolder(folder)
            .zone("example.zone", ServerFolder.APEX)
            .write("pharos.toml", "[cookies]\nsecret_file = \"" + named + "\"\n");
    var failure = catchThrowableOfType(StartFailure.class, files::start);
    assertThat(failure.exitCode()).isEqualTo(StartFailure.BAD_CONFIGURATION);
    assertThat(failure.problems())
        .containsExactly(
            "the cookie secrets cannot be used: "
                + named
                + " does not exist ([cookies] secret_file; `openssl rand -hex 16` makes a secret)");
    assertThat(named).doesNotExist();
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> CookieSecrets.of(Files.createFile(named), folder).read());
  }

  @Test
  void aNamedFileThatVanishesLeavesTheSecretsAsTheyWere() throws Exception {
    var named = Files.writeString(folder.resolve("secrets"), "0".repeat(32));
    var now = new AtomicLong();
    var floods =
        Floods.open(new FloodSection(null, true, named), folder, InstantSource.system(), now::get);
    Files.delete(named);
    now.addAndGet(20_000_000_000L);
    floods.look(() -> 0);
    assertThat(named).doesNotExist();
    assertThat(folder).isEmptyDirectory();
  }
}
