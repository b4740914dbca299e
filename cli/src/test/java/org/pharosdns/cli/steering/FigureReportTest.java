package org.pharosdns.cli.steering;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What monitoring is told of names whose clients are not all alike.
class FigureReportTest {
  private static final String STEERING =
      """
      [name.www]
      check = "told"
      [[name.www.rule]]
      subnets = ["10.0.0.0/8"]
      tiers = ["inside"]
      fenced = true
      [name.inside]
      check = "told"
      """;

  @TempDir Path folder;

  @Test
  void aPromiseThatIsSuspendedForTheClientsOfARuleIsSuspended() throws Exception {
    try (var zones = new FedZones(folder, "www A 192.0.2.1\ninside A 192.0.2.2\n", STEERING)) {
      zones.find(zones.all(), FedZones.UP);
      var well = zones.figures().all().getFirst();
      assertThat(well.suspended()).isFalse();
      assertThat(well.panic()).isFalse();
      zones.find("192.0.2.2", FedZones.DOWN);
      var open = zones.figures().all().getFirst();
      assertThat(open.exhausted()).isTrue();
      assertThat(open.suspended()).isTrue();
      assertThat(open.panic()).isTrue();
    }
  }
}
