package org.pharosdns.cli.change;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateFolderTest {
  @TempDir private Path temporary;

  private Path lock() {
    return temporary.resolve("state/lock");
  }

  @Test
  void knowsWhetherAnyoneHeldItBefore() throws Exception {
    try (var first = StateFolder.take(temporary.resolve("state"))) {
      assertThat(first.usedBefore()).isFalse();
    }
    try (var second = StateFolder.take(temporary.resolve("state"))) {
      assertThat(second.usedBefore()).isTrue();
    }
  }

  @Test
  void theNumberOfTheProcessIsAllThatStandsThere() throws Exception {
    Files.createDirectory(temporary.resolve("state"));
    Files.writeString(lock(), "99999999999\n");
    try (var _ = StateFolder.take(temporary.resolve("state"))) {
      assertThat(lock()).hasContent(ProcessHandle.current().pid() + "\n");
    }
  }
}
