package org.pharosdns.health.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A file that is replaced as a whole, on a disk that fails.
class DurableFileTest {
  /// A folder that cannot be forced from one time on.
  private static final class FailingForce implements DurableFile.Force {
    private int good;

    FailingForce(int good) {
      this.good = good;
    }

    @Override
    public void of(Path folder) throws IOException {
      if (good-- <= 0) {
        throw new IOException("Input/output error");
      }
    }
  }

  @TempDir private Path folder = Path.of("");
  private Path file = Path.of("");

  @BeforeEach
  void write() throws IOException {
    file = Files.writeString(folder.resolve("forced"), "before");
  }

  @Test
  void whatIsRefusedIsNotInTheFileWheneverTheFolderFails() {
    for (var good = 0; good < 2; good++) {
      var force = new FailingForce(good);
      assertThatExceptionOfType(IOException.class)
          .as("after %d times", good)
          .isThrownBy(() -> DurableFile.write(file, "after", "before", force));
      assertThat(file).as("after %d times", good).hasContent("before");
    }
  }

  @Test
  void aDiskThatFailsIsSaidToFailAtThatFile() {
    assertThatExceptionOfType(FileSystemException.class)
        .isThrownBy(() -> DurableFile.write(file, "after", "before", new FailingForce(0)))
        .withMessage(file + ": Input/output error");
  }

  @Test
  void aFullDiskIsSaidToBeFullAtThatFile() {
    assertThatExceptionOfType(FileSystemException.class)
        .isThrownBy(() -> DurableFile.write(file, DurableFileTest::fillUp))
        .withMessage(file + ": No space left on device");
  }

  /// As a disk without room answers.
  private static void fillUp(Writer out) throws IOException {
    try (var full = Files.newOutputStream(Path.of("/dev/full"))) {
      full.write(1);
    }
    out.write("there was room");
  }

  @Test
  void aFileThatWasNotThereSaysNothingNewAfterwards() throws IOException {
    Files.delete(file);
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> DurableFile.write(file, "after", "none", new FailingForce(0)));
    assertThat(file).doesNotExist();
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> DurableFile.write(file, "after", "none", new FailingForce(1)));
    assertThat(file).hasContent("none");
  }

  @Test
  void aFolderThatCanBeForcedHoldsTheNewText() throws IOException {
    DurableFile.write(file, "after", "before", new FailingForce(2));
    assertThat(file).hasContent("after");
    DurableFile.write(file, "later", "after");
    assertThat(file).hasContent("later");
  }
}
