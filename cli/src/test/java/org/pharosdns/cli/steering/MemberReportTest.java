package org.pharosdns.cli.steering;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pharosdns.cli.control.MemberState;
import org.pharosdns.health.verdict.Verdict;

/// What `status` says of members.
class MemberReportTest {
  @TempDir Path folder;

  @Test
  void aStaleMemberCountsAsDown() throws Exception {
    var records = "www A 192.0.2.1\nwww A 192.0.2.2\n";
    try (var zones = new FedZones(folder, records, "[name.www]\ncheck = \"told\"\n")) {
      zones.find(zones.all(), FedZones.UP);
      zones.pass(Duration.ofHours(2));
      zones.find("192.0.2.2", FedZones.UP);
      var status = zones.members().of(List.of("192.0.2.1")).getFirst();
      assertThat(status.reason()).isEqualTo("stale");
      assertThat(status.verdict()).isEqualTo(Verdict.UP);
      assertThat(status.effective()).isEqualTo(MemberState.DOWN);
      var other = zones.members().of(List.of("192.0.2.2")).getFirst();
      assertThat(other.effective()).isEqualTo(MemberState.UP);
    }
  }
}
