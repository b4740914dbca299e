package org.pharosdns.cli.change;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.pharosdns.cli.config.SteeringText;
import org.pharosdns.cli.control.Reason;
import org.pharosdns.cli.control.RefusedException;
import org.pharosdns.cli.control.ZonesApi.RecordsRequest;
import org.pharosdns.cli.zones.ZoneData;
import org.pharosdns.dns.wire.RecordType;
import org.pharosdns.zone.edit.RecordChange;
import org.pharosdns.zone.load.RdataText;

/// What `record set www A 192.0.2.1 --weight 3 --check web` writes into the steering file.
final class SteeringChange {
  private SteeringChange() {}

  /// Returns the new octets of the steering file, by its path; empty when it stays as it is.
  static Map<Path, byte[]> of(RecordsRequest request, ZoneData data, List<RecordChange> changes)
      throws RefusedException {
    var check = request.check();
    var weight = request.weight();
    if (check == null && weight == null) {
      return Map.of();
    }
    if (weight != null && !weight.matches("[0-9]{1,7}|standby|off")) {
      throw new RefusedException(
          "\"" + weight + "\" is no weight: a number of 1 to 1000000, standby or off");
    }
    var file = data.source().steering();
    var text = new SteeringText(read(file));
    var owner = new RecordArguments(data.apex()).owner(request.name()).relativeTo(data.apex());
    if (check != null) {
      text.check(owner, check);
    }
    for (var change : changes) {
      if (weight != null && change instanceof RecordChange.Add add) {
        if (!RecordType.isAddress(add.type())) {
          throw new RefusedException("--weight is for addresses, A and AAAA records");
        }
        text.weight(owner, RdataText.print(add.type(), add.rdata().octets(), null), weight);
      }
    }
    return Map.of(file, text.text().getBytes(StandardCharsets.UTF_8));
  }

  private static String read(Path file) throws RefusedException {
    try {
      return Files.exists(file) ? Files.readString(file) : "";
    } catch (IOException e) {
      throw new RefusedException("the steering file cannot be read: " + Reason.of(e));
    }
  }
}
