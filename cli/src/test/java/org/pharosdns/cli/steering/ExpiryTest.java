package org.pharosdns.cli.steering;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.health.monitor.ForcedState;
import org.pharosdns.health.monitor.Subject;

class ExpiryTest {
  private static final DnsName WWW = DnsName.parse("www.example.com");
  private static final String RECORDS = "www A 192.0.2.1\na A 192.0.2.11\n";
  private static final String STEERING =
      """
      [name.www]
      check = "told"
      backup = ["a"]
      [name.a]
      check = "told"
      """;

  @TempDir Path folder;

  /// As while a large server starts.
  @Test
  void whatReleasedItselfBeforeAnybodyLookedIsFollowedToo() throws Exception {
    try (var zones = new FedZones(folder, RECORDS, STEERING)) {
      zones.find(zones.all(), FedZones.UP);
      var now = zones.clock().instant();
      var until = now.plus(Duration.ofMillis(500));
      var subject = new Subject(WWW.toString(), null);
      var down = new ForcedState(subject, ForcedState.Kind.DOWN, null, "ann", now, until);
      zones.forced().force(List.of(down));
      zones.zones().recompile();
      zones.find("192.0.2.11", FedZones.UP);
      assertThat(zones.tier("www")).isEqualTo("a");
      var expiry = new Expiry(zones.zones(), zones.forced(), zones.clock(), zones::nowNanos);
      expiry.tick();
      assertThat(zones.tier("www")).isEqualTo("www");
      expiry.drop();
      assertThat(zones.forced().entries()).isEmpty();
    }
  }
}
