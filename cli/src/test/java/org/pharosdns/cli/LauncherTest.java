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

  /// Makes an archive when it is told to, else says which one it uses.
  private static final String ARCHIVING_JAVA =
      """
      used="no archive"
      for each; do
        case $each in
          -XX:AOTCacheOutput=*) echo classes > "${each#*=}"; exit;;
          -XX:AOTCache=*) used="archive ${each#*=}";;
        esac
      done
      echo "$used"
      """;

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
    Files.createDirectories(tree.resolve("cli/src/main"));
    Files.createDirectories(tree.resolve("cli/target/lib"));
    Files.createDirectory(tree.resolve("zones"));
    Files.copy(SCRIPT, tree.resolve("pharos"));
    Files.createFile(tree.resolve("pom.xml"));
    Files.createFile(tree.resolve("cli/pom.xml"));
    Files.createFile(tree.resolve("cli/src/main/A.java"));
    Files.createFile(jar());
    jdk(jdk, "25.0.1");
    for (String tool : List.of("bash", "find", "readlink", "mktemp", "touch", "rm", "mv")) {
      Files.createSymbolicLink(tools.resolve(tool), Path.of("/usr/bin", tool));
    }
    script(tools.resolve("mvn"), "echo \"mvn $*\" >&2");
    age("pom.xml", "cli/pom.xml", "cli/src/main/A.java", "cli/src/main", "cli/src", "zones");
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
    return run("none", script, arguments);
  }

  /// @param archive the variable `PHAROS_ARCHIVE`
  private Typed run(String archive, Path script, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(script.toString()));
    command.addAll(List.of(arguments));
    Path err = folder.resolve("err");
    var builder =
        new ProcessBuilder(command).directory(folder.toFile()).redirectError(err.toFile());
    builder.environment().put("JAVA_HOME", jdk.toString());
    builder.environment().put("PATH", tools.toString());
    builder.environment().put("PHAROS_ARCHIVE", archive);
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
    Files.setLastModifiedTime(tree.resolve("cli/src/main/A.java"), inAnHour);
    assertThat(run(tree.resolve("pharos")).err()).isEqualTo(built);
    age("cli/src/main/A.java");
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

  @Test
  void secondStartOfAServerUsesTheArchiveThatTheFirstOneHadMade() throws Exception {
    script(jdk.resolve("bin/java"), ARCHIVING_JAVA);
    assertThat(run("", tree.resolve("pharos"), "version").out()).isEqualTo("no archive\n");
    assertThat(run("", tree.resolve("pharos"), "serve").out()).isEqualTo("no archive\n");
    var archive = tree.resolve("cli/target/pharos-25.0.1.aot");
    awaitServeWith(archive);
    assertThat(run("", tree.resolve("pharos"), "version").out())
        .isEqualTo("archive " + tree.resolve("cli/target/pharos-commands-25.0.1.aot") + "\n");
    var inAnHour = FileTime.fromMillis(System.currentTimeMillis() + 3_600_000);
    Files.setLastModifiedTime(jar(), inAnHour);
    assertThat(run("", tree.resolve("pharos"), "version").out()).isEqualTo("no archive\n");
  }

  @Test
  void failedRehearsalIsNotRepeatedUntilTheNextBuild() throws Exception {
    script(jdk.resolve("bin/java"), "case \"$*\" in *Rehearsal*) echo bad; exit 1;; esac");
    Files.delete(jar());
    script(tools.resolve("mvn"), "echo > " + jar());
    assertThat(run("", tree.resolve("pharos"), "serve").code()).isZero();
    var failed = tree.resolve("cli/target/pharos-25.0.1.aot.failed");
    assertThat(failed).hasContent("bad");
    script(jdk.resolve("bin/java"), ARCHIVING_JAVA);
    assertThat(run("", tree.resolve("pharos"), "serve").out()).isEqualTo("no archive\n");
    assertThat(tree.resolve("cli/target")).isDirectoryNotContaining("glob:**.lock");
    assertThat(failed).exists();
  }

  @Test
  void buildIsFollowedByARehearsal() throws Exception {
    script(jdk.resolve("bin/java"), ARCHIVING_JAVA);
    Files.delete(jar());
    script(tools.resolve("mvn"), "echo > " + jar());
    assertThat(run("", tree.resolve("pharos"), "version").out())
        .isEqualTo("archive " + tree.resolve("cli/target/pharos-commands-25.0.1.aot") + "\n");
    assertThat(run("", tree.resolve("pharos"), "serve").out())
        .isEqualTo("archive " + tree.resolve("cli/target/pharos-25.0.1.aot") + "\n");
  }

  /// Starts until the archive, which is made in the background, is there.
  private void awaitServeWith(Path archive) throws Exception {
    var end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    String out;
    do {
      out = run("", tree.resolve("pharos"), "serve").out();
    } while (out.startsWith("no") && System.nanoTime() < end);
    assertThat(out).isEqualTo("archive " + archive + "\n");
  }
}
