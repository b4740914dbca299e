package org.pharosdns.cli.change;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pharosdns.cli.control.RefusedException;
import org.pharosdns.cli.server.ServerFolder;
import org.pharosdns.cli.zones.ZoneData;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.dns.wire.RecordType;
import org.pharosdns.zone.model.HeapRoom;
import org.pharosdns.zone.model.RRset;
import org.pharosdns.zone.model.ZoneContents;
import org.pharosdns.zone.model.ZoneContentsBuilder;

/// What operators ask of a large zone where memory is short.
class ZoneControlTest {
  private static final DnsName APEX = DnsName.parse("example");
  private static final int OWNERS = 60_000;

  @TempDir private Path folder = Path.of("");

  /// A heap of 128 MiB that something may fill.
  private static final class Heap implements HeapRoom.Heap {
    private long usedOctets;

    void fill() {
      usedOctets = maxOctets();
    }

    @Override
    public long maxOctets() {
      return 128 << 20;
    }

    @Override
    public long usedOctets() {
      return usedOctets;
    }

    @Override
    public void collect() {}

    @Override
    public long nowNanos() {
      return 0;
    }
  }

  private static ZoneContents zone(HeapRoom room) {
    var builder = new ZoneContentsBuilder(APEX, 0, room);
    for (var i = 0; i < OWNERS; i++) {
      var owner = DnsName.parse("h" + i, APEX);
      builder.add(List.of(new RRset(owner, RecordType.A, 300, List.of(new byte[4]))));
    }
    return builder.build();
  }

  @Test
  void recordsOfAPackedZoneAreRefusedWhereThereIsNoRoomToUnpackThem() {
    new ServerFolder(folder).zone("example.zone", ServerFolder.APEX);
    var written = Objects.requireNonNull(new FilesInForce(folder).data().get(APEX));
    var heap = new Heap();
    var contents = zone(new HeapRoom(heap));
    contents.pack();
    var zones =
        new FilesInForce(
            folder,
            Map.of(
                APEX,
                new ZoneData(
                    written.source(), contents, written.steering(), written.stamps(), List.of())));
    var state = folder.resolve("state");
    var journal = new ChangeJournal(state, new Disk());
    var transaction = new FileTransaction(state, new Disk(), journal);
    var changes =
        new ZoneChanges(zones, journal, transaction, InstantSource.system(), new Object());
    var control = new ZoneControl(zones, changes, state, List::of, 1 << 20);
    System.gc();
    heap.fill();
    requireRefused(() -> control.records("example", "h1", null));
    requireRefused(() -> control.records("example", null, null));
    requireRefused(() -> control.diff("example"));
  }

  private static void requireRefused(ThrowingCallable request) {
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(request)
        .withMessageStartingWith("the memory of the server does not suffice for this zone");
  }
}
