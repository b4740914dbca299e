package org.pharosdns.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The script `pharos`, in a source tree made of shells: a JDK that tells how it was called, and a
/// Maven that tells that it was.
class LauncherTest {
  private static final Path SCRIPT = Path.of("..", "pharos").toAbsolutePath().normalize();

  @TempDir private Path folder = Path.of("");
  private Path tree = Path.of("");
  private Path jdk = Path.of("");
  private Path tools = Path.of("");

  @BeforeEach
  void plant() throws IOException {
    folder = folder.toRealPath();
    tree = folder.resolve("tree");
    jdk = folder.resolve("jdk");
    tools = Files.createDirectory(folder.resolve("tools"));
    Files.createDirectories(tree.resolve("cli/src"));
    Files.createDirectories(tree.resolve("cli/target/lib"));
    Files.createDirectory(tree.resolve("zones"));
    Files.copy(SCRIPT, tree.resolve("pharos"));
    Files.createFile(tree.resolve("pom.xml"));
    Files.createFile(tree.resolve("cli/pom.xml"));
    Files.createFile(tree.resolve("cli/src/A.java"));
    Files.createFile(jar());
    jdk(jdk, "25.0.1");
    for (String tool : List.of("bash", "find", "readlink", "mktemp", "touch", "rm")) {
      Files.createSymbolicLink(tools.resolve(tool), Path.of("/usr/bin", tool));
    }
    script(tools.resolve("mvn"), "echo \"mvn $*\" >&2");
    age("pom.xml", "cli/pom.xml", "cli/src/A.java", "cli/src", "zones");
  }

  private static void jdk(Path home, String version) throws IOException {
    Files.createDirectories(home.resolve("bin"));
    script(home.resolve("bin/java"), "echo \"${@: -3}\"");
    script(home.resolve("bin/javac"), "true");
    Files.writeString(
        home.resolve("release"), "IMPLEMENTOR=\"X\"\nJAVA_VERSION=\"" + version + "\"\n");
  }

  private static void script(Path file, String line) throws IOException {
    Files.writeString(file, "#!/usr/bin/env bash\n" + line + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private Path jar() {
    return tree.resolve("cli/target/cli-0.1.0-SNAPSHOT.jar");
  }

  private void age(String... files) throws IOException {
    for (String file : files) {
      Files.setLastModifiedTime(tree.resolve(file), FileTime.fromMillis(1_000_000_000));
    }
  }

  private Typed run(Path script, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(script.toString()));
    command.addAll(List.of(arguments));
    Path err = folder.resolve("err");
    var builder =
        new ProcessBuilder(command).directory(folder.toFile()).redirectError(err.toFile());
    builder.environment().put("JAVA_HOME", jdk.toString());
    builder.environment().put("PATH", tools.toString());
    Process process = builder.start();
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    return new Typed(process.exitValue(), out, Files.readString(err));
  }

  @Test
  void becomesTheProgramWithItsArgumentsFromAnyFolderAndThroughLinks() throws Exception {
    Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("tree/pharos"));
    Path second = Files.createSymbolicLink(folder.resolve("second"), link);
    for (Path script : List.of(tree.resolve("pharos"), link, second)) {
      assertThat(run(script, "a b", "c"))
          .isEqualTo(new Typed(0, "org.pharosdns.cli.Pharos a b c\n", ""));
    }
  }

  @Test
  void buildsWhenTheJarIsMissingOrOlderThanASource() throws Exception {
    String built =
        """
        pharos: building (the first time this takes a minute or two) ...
        mvn -q -B -Dstyle.color=never -DskipTests package
        """;
    var inAnHour = FileTime.fromMillis(System.currentTimeMillis() + 3_600_000);
    Files.setLastModifiedTime(tree.resolve("zones"), inAnHour);
    assertThat(run(tree.resolve("pharos")).err()).isEmpty();
    Files.setLastModifiedTime(tree.resolve("cli/src/A.java"), inAnHour);
    assertThat(run(tree.resolve("pharos")).err()).isEqualTo(built);
    age("cli/src/A.java");
    assertThat(run(tree.resolve("pharos")).err()).isEmpty();
    Files.delete(jar());
    assertThat(run(tree.resolve("pharos")).err()).isEqualTo(built);
    assertThat(run(tree.resolve("pharos")).err()).isEmpty();
  }

  @Test
  void failedBuildIsNoStart() throws Exception {
    Files.delete(jar());
    script(tools.resolve("mvn"), "exit 1");
    Typed typed = run(tree.resolve("pharos"));
    assertThat(typed.code()).isEqualTo(1);
    assertThat(typed.out()).isEmpty();
    assertThat(typed.err()).endsWith("pharos: the build has failed, see above\n");
  }

  @Test
  void missingMavenIsOneSentence() throws Exception {
    Files.delete(jar());
    Files.delete(tools.resolve("mvn"));
    Typed typed = run(tree.resolve("pharos"));
    assertThat(typed.code()).isEqualTo(1);
    assertThat(typed.err()).hasLineCount(1).contains("Maven is needed", "apt-get install maven");
  }
}
