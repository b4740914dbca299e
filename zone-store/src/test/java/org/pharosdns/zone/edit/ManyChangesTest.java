package org.pharosdns.zone.edit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.pharosdns.zone.edit.EditedText.HEAD;
import static org.pharosdns.zone.edit.EditedText.delete;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.dns.wire.RecordType;
import org.pharosdns.zone.model.Problem;
import org.pharosdns.zone.model.Rdata;

/// Many changes at once take time that grows with their number. A hundred thousand take a
/// fraction of a second, and minutes where each is held against all others.
@Timeout(20)
class ManyChangesTest {
  /// Quadratic growth would be 16.
  private static final double MOST_GROWTH_OF_FOUR = 6;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private static final int MANY = 100_000;

  @TempDir private Path folder = Path.of("");

  @Test
  void placesAreFoundInATextThatIsSplicedAllOver() {
    var splices = new Splices();
    for (var i = 0; i < MANY; i++) {
      splices.replace(10 * i, 10 * i + 1, "ab");
    }
    assertThat(IntStream.range(0, MANY))
        .allMatch(i -> splices.begin(10 * i) == 11 * i && splices.end(10 * i + 1) == 11 * i + 2);
  }

  @Test
  void whatATextSaysIsHeldAgainstAPlanOfManyChanges() {
    var changes = new ArrayList<RecordChange>();
    var found = new ArrayList<WrittenRecord>();
    var address = Rdata.of(new byte[] {127, 0, 0, 1});
    for (var i = 0; i < MANY; i++) {
      var owner = DnsName.parse("h" + i, EditedText.APEX);
      changes.add(new RecordChange.Add(owner, RecordType.A, 60, address));
      found.add(new WrittenRecord(owner, RecordType.A, 60, address));
    }
    var plan =
        ChangePlan.of(EditedText.APEX, 7, (owner, type) -> null, changes, serial -> serial + 1);
    assertThat(SplicedText.areMet(plan.targets(), found)).isTrue();
    found.removeLast();
    assertThat(SplicedText.areMet(plan.targets(), found)).isFalse();
  }

  private List<Problem> problemsOfDeleting(int made) {
    var text =
        new EditedText(folder).zone(HEAD + "$GENERATE 1-%d h$ A 127.0.0.1\n".formatted(made));
    var changes =
        IntStream.rangeClosed(1, made)
            .mapToObj(i -> delete("h" + i, "A", "127.0.0.1"))
            .toArray(RecordChange[]::new);
    return catchThrowableOfType(UneditableException.class, () -> text.after(changes)).problems();
  }

  @Test
  void eachMadeRecordThatCannotGoIsToldOnce() {
    assertThat(problemsOfDeleting(3))
        .extracting(Problem::message)
        .containsExactlyInAnyOrder(
            "h1.example.com. A is made by this line and cannot be changed by itself",
            "h2.example.com. A is made by this line and cannot be changed by itself",
            "h3.example.com. A is made by this line and cannot be changed by itself");
  }

  private long octetsAllocated(int made) {
    var before = THREADS.getCurrentThreadAllocatedBytes();
    assertThat(problemsOfDeleting(made)).isNotEmpty();
    return THREADS.getCurrentThreadAllocatedBytes() - before;
  }

  @Test
  void theLinesThatMakeRecordsAreWalkedOverOnceForAllOfThem() {
    octetsAllocated(500);
    var some = octetsAllocated(500);
    assertThat((double) octetsAllocated(2000) / some).isLessThan(MOST_GROWTH_OF_FOUR);
  }
}
