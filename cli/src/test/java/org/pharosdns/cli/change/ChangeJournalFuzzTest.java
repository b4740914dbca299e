package org.pharosdns.cli.change;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.testkit.GeneratedInputs;

/// Any octets in the place of a zone's history: the changes that are whole, and no exception.
class ChangeJournalFuzzTest {
  private static final DnsName ZONE = DnsName.parse("example.com");

  @TempDir private Path folder = Path.of("");

  @FuzzTest
  void anyFile(byte[] input) throws IOException {
    Files.createDirectories(folder.resolve("history"));
    Files.write(folder.resolve("history/example.com.journal"), input);
    var journal = new ChangeJournal(folder, new Disk());
    var entries = journal.entries(ZONE);
    assertThat(journal.newest(ZONE)).isEqualTo(entries.isEmpty() ? null : entries.getLast());
    if (!entries.isEmpty() && entries.getFirst().zone().equals("example.com.")) {
      journal.append(entries.getFirst());
      assertThat(journal.entries(ZONE)).hasSize(entries.size() + 1).startsWith(entries.getFirst());
    }
  }

  /// Text behind its right sum, whatever it says.
  @FuzzTest
  void anyEntry(byte[] input) throws IOException {
    var text = new String(input, StandardCharsets.UTF_8).replace("\n", "");
    var sum = new CRC32C();
    sum.update(text.getBytes(StandardCharsets.UTF_8));
    var line = HexFormat.of().toHexDigits((int) sum.getValue()) + " " + text + "\n";
    anyFile(line.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void generatedFiles() {
    GeneratedInputs.of(ChangeJournalFuzzTest.class, "anyFile").feed(2000, this::anyFile);
  }

  @Test
  void generatedEntries() {
    GeneratedInputs.of(ChangeJournalFuzzTest.class, "anyEntry").feed(3000, this::anyEntry);
  }
}
