package org.pharosdns.cli.zones;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.zone.model.HeapRoom;
import org.pharosdns.zone.model.Problem;

class ZoneFailureTest {
  private static final ZoneSource SOURCE =
      new ZoneSource(DnsName.parse("example.com"), Path.of("big.zone"), Path.of("big.toml"));

  @Test
  void whatThereIsNoRoomForIsAnErrorOfTheZoneThatSaysWhatToDo() {
    var room = new HeapRoom(new FullHeap());
    List<Problem> problems =
        ZoneFailure.contain(
            SOURCE,
            "compile",
            () -> {
              room.require(5 << 20);
              return List.of();
            },
            List::of);
    assertThat(problems)
        .singleElement()
        .extracting(Problem::format)
        .isEqualTo(
            "big.zone: error: the memory of the server does not suffice for this zone: it asks for"
                + " 5 MiB more, and 0 of 64 MiB are free (make the zone smaller, or give the server more"
                + " memory: JDK_JAVA_OPTIONS=-Xmx2g)");
  }
}
