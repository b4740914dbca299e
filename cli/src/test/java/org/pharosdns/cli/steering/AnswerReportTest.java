package org.pharosdns.cli.steering;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pharosdns.zone.steer.Exposure;

class AnswerReportTest {
  @TempDir Path folder;

  @Test
  void anAnswerThatIsOnlyExplainedIsInNoCache() throws Exception {
    try (var zones = new FedZones(folder, "www A 192.0.2.1\n", "[name.www]\ncheck = \"told\"\n")) {
      zones.find(zones.all(), FedZones.UP);
      var explained = zones.answers().explain("www.example.com", "A", null);
      assertThat(explained.chosen()).containsExactly("192.0.2.1");
      var member = zones.zone().monitoredMembers().getFirst();
      assertThat(member.exposure().untilNanos()).isEqualTo(Exposure.NEVER);
    }
  }
}
