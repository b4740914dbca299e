package org.pharosdns.cli.change;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.pharosdns.cli.config.SteeringText;
import org.pharosdns.cli.control.Reason;
import org.pharosdns.cli.control.RefusedException;
import org.pharosdns.cli.control.ZonesApi.RecordsRequest;
import org.pharosdns.cli.zones.FileStamp;
import org.pharosdns.cli.zones.ZoneData;
import org.pharosdns.dns.wire.RecordType;
import org.pharosdns.zone.edit.RecordChange;
import org.pharosdns.zone.load.RdataText;

/// What `record set www A 192.0.2.1 --weight 3 --check web` writes into the steering file. An
/// address that goes takes its weight with it.
final class SteeringChange {
  private SteeringChange() {}

  /// Returns the new octets of the steering file, by the path that its name leads to; nothing when
  /// it stays as it is.
  static Map<Path, byte[]> of(RecordsRequest request, ZoneData data, List<RecordChange> changes)
      throws RefusedException {
    var weight = request.weight();
    if (weight != null && !weight.matches("[0-9]{1,7}|standby|off")) {
      throw new RefusedException(
          "\"" + weight + "\" is no weight: a number of 1 to 1000000, standby or off");
    }
    var file = real(data.source().steering());
    var before = read(file);
    var text = new SteeringText(before);
    var owner = new RecordArguments(data.apex()).owner(request.name()).relativeTo(data.apex());
    var check = request.check();
    if (check != null) {
      text.check(owner, check);
    }
    for (var change : changes) {
      if (weight != null && change instanceof RecordChange.Add add) {
        if (!RecordType.isAddress(add.type())) {
          throw new RefusedException("--weight is for addresses, A and AAAA records");
        }
        text.weight(owner, address(add.type(), add.rdata().octets()), weight);
      }
    }
    leaving(data, changes).forEach(address -> text.withoutWeight(owner, address));
    return text.text().equals(before)
        ? Map.of()
        : Map.of(file, text.text().getBytes(StandardCharsets.UTF_8));
  }

  /// Returns the addresses that are there and will not be.
  private static Set<String> leaving(ZoneData data, List<RecordChange> changes) {
    var leaving = new TreeSet<String>();
    for (var change : changes) {
      if (!RecordType.isAddress(change.type())) {
        continue;
      }
      switch (change) {
        case RecordChange.Add add -> leaving.remove(address(add.type(), add.rdata().octets()));
        case RecordChange.Delete one -> leaving.add(address(one.type(), one.rdata().octets()));
        case RecordChange.DeleteRRset all -> {
          var set = data.contents().find(all.owner(), all.type());
          if (set != null) {
            set.rdata().forEach(rdata -> leaving.add(address(all.type(), rdata)));
          }
        }
      }
    }
    return leaving;
  }

  private static String address(int type, byte[] rdata) {
    return RdataText.print(type, rdata, null);
  }

  private static Path real(Path file) throws RefusedException {
    try {
      return FileStamp.real(file);
    } catch (IOException e) {
      throw new RefusedException("the steering file cannot be found: " + Reason.of(e));
    }
  }

  private static String read(Path file) throws RefusedException {
    try {
      return Files.exists(file) ? Files.readString(file) : "";
    } catch (IOException e) {
      throw new RefusedException("the steering file cannot be read: " + Reason.of(e));
    }
  }
}
