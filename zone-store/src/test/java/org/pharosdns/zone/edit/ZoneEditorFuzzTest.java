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
    assertThat(text(Files.readAllBytes(file()))).isEqualTo(text(input));
  }

  /// The final line may have been given its end.
  private static String text(byte[] octets) {
    return new String(octets, StandardCharsets.ISO_8859_1).stripTrailing();
  }

  @Test
  void generatedFiles() {
    GeneratedInputs.of(ZoneEditorFuzzTest.class, "anyFile").feed(3000, this::anyFile);
  }
}
