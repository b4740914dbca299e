package org.pharosdns.zone.update;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.testkit.GeneratedInputs;

/// Any file in the place of a journal: entries, or an IOException, and nothing that was never
/// written.
class UpdateJournalFuzzTest {
  private static final DnsName APEX = DnsName.parse("example.test");

  @TempDir private Path folder = Path.of("");

  /// What was read is what another journal would hold, and the file goes on behind it.
  @FuzzTest
  void anyFile(byte[] input) throws IOException {
    var file = folder.resolve("updates/example.test.journal");
    Files.createDirectories(folder.resolve("updates"));
    Files.write(file, input);
    var journal = new UpdateJournal(folder, APEX);
    try {
      var entries = journal.read();
      if (!entries.isEmpty()) {
        journal.append(entries.getFirst());
        assertThat(journal.read())
            .as("nothing before the new entry is lost")
            .startsWith(entries.toArray(JournalEntry[]::new))
            .hasSize(entries.size() + 1);
      }
    } catch (IOException _) {
      return;
    }
  }

  @FuzzTest
  void anyEntry(byte[] input) {
    try {
      var octets = JournalEntry.of(input).octets();
      assertThat(octets.length).isLessThanOrEqualTo(input.length);
      assertThat(JournalEntry.of(octets).octets()).isEqualTo(octets);
    } catch (IOException _) {
      return;
    }
  }

  @Test
  void generatedFiles() {
    GeneratedInputs.of(UpdateJournalFuzzTest.class, "anyFile").feed(1000, this::anyFile);
  }

  @Test
  void generatedEntries() {
    GeneratedInputs.of(UpdateJournalFuzzTest.class, "anyEntry").feed(20_000, this::anyEntry);
  }
}
