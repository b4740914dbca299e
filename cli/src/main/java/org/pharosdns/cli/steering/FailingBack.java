package org.pharosdns.cli.steering;

import java.util.List;
import org.pharosdns.cli.control.FailbackReport;
import org.pharosdns.cli.control.RefusedException;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.dns.wire.RecordType;

/// What an operator says of tiers: back to the best one.
public record FailingBack(MonitoredZones zones) {
  /// Lets a name answer from its best tier that is well, and returns from where it does.
  ///
  /// @throws RefusedException when nothing changed although it should have, and why
  public List<FailbackReport> failBack(String owner) throws RefusedException {
    DnsName name;
    try {
      name = DnsName.parse(owner);
    } catch (IllegalArgumentException e) {
      throw new RefusedException("\"" + owner + "\" is no name: " + e.getMessage());
    }
    return zones.failBack(name).stream()
        .map(
            steered ->
                new FailbackReport(
                    steered.owner().toString(),
                    RecordType.mnemonic(steered.type()),
                    steered.orders().getFirst().firstName().toString()))
        .toList();
  }
}
