package org.pharosdns.zone.edit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.pharosdns.zone.edit.EditedText.APEX;
import static org.pharosdns.zone.edit.EditedText.rdata;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.testkit.GeneratedInputs;
import org.pharosdns.zone.load.LoadLimits;
import org.pharosdns.zone.load.ZoneLoader;
import org.pharosdns.zone.model.ZoneContents;

/// Any file that loads: a record that comes and goes leaves every octet as it was, and while it is
/// there, it is the only thing that differs.
class ZoneEditorFuzzTest {
  private static final int TXT = 16;
  private static final DnsName OWNER = DnsName.parse("new.owner", APEX);

  private static final String INCLUDED = "inc\tA 192.0.2.77 ; c\r\n  AAAA 2001:db8::77";

  @TempDir private Path folder = Path.of("");

  private Path file() {
    return folder.resolve("example.com.zone");
  }

  private @Nullable ZoneContents load() {
    return ZoneLoader.load(file(), APEX, LoadLimits.DEFAULTS).contents();
  }

  private void edit(ZoneContents contents, RecordChange change) throws IOException {
    try {
      var editor = new ZoneEditor(file(), APEX, LoadLimits.DEFAULTS, Map.of());
      for (var draft :
          editor.edit(contents, List.of(change), serial -> serial).drafts().entrySet()) {
        Files.write(draft.getKey(), draft.getValue());
      }
    } catch (UneditableException e) {
      throw new AssertionError("a file that loads can be edited: " + e.problems(), e);
    }
  }

  @FuzzTest
  void anyFile(byte[] input) throws IOException {
    Files.write(file(), input);
    Files.writeString(folder.resolve("included"), INCLUDED, StandardCharsets.ISO_8859_1);
    var before = load();
    if (before == null || !before.at(OWNER).isEmpty()) {
      return;
    }
    edit(before, new RecordChange.Add(OWNER, TXT, 7, rdata(TXT, "\"x\"")));
    var during = load();
    if (during == null) {
      return; // below a DNAME or CNAME nothing can stand
    }
    var expected = EditedText.records(before);
    expected.add("new.owner 7 TXT \"x\"");
    expected.sort(null);
    assertThat(EditedText.records(during)).isEqualTo(expected);
    edit(during, new RecordChange.DeleteRRset(OWNER, TXT));
    var expectedText = text(input);
    assertThat(text(Files.readAllBytes(file())))
        .isIn(expectedText, expectedText + "\n", expectedText + "\r\n");
    assertThat(text(Files.readAllBytes(folder.resolve("included")))).isEqualTo(INCLUDED);
  }

  /// The final line may be given its end, when it has none.
  private static String text(byte[] octets) {
    return new String(octets, StandardCharsets.ISO_8859_1);
  }

  @Test
  void everyCommittedInputIsAZone() throws Exception {
    var folderOfInputs = ZoneEditorFuzzTest.class.getResource("ZoneEditorFuzzTestInputs/anyFile");
    try (var inputs = Files.list(Path.of(Objects.requireNonNull(folderOfInputs).toURI()))) {
      for (var input : inputs.toList()) {
        Files.write(file(), Files.readAllBytes(input));
        Files.writeString(folder.resolve("included"), INCLUDED, StandardCharsets.ISO_8859_1);
        assertThat(load()).as(input.toString()).isNotNull();
      }
    }
  }

  @Test
  void generatedFiles() {
    GeneratedInputs.of(ZoneEditorFuzzTest.class, "anyFile").feed(3000, this::anyFile);
  }
}
