package org.pharosdns.conformance.oracle;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.zone.load.LoadLimits;
import org.pharosdns.zone.load.ZoneLoader;
import org.pharosdns.zone.model.RRset;

/// Zones written by hand, from public lists of name-server bugs: one master file each, named by its
/// zone.
final class HandMadeZones {
  private static final String SUFFIX = "zone";

  private HandMadeZones() {}

  /// Returns all of them.
  static List<GeneratedZone> all() throws IOException, URISyntaxException {
    var folder =
        Path.of(
            Objects.requireNonNull(HandMadeZones.class.getResource("zones/ferret.test.zone"))
                .toURI());
    try (Stream<Path> files = Files.list(Objects.requireNonNull(folder.getParent()))) {
      var zones = new ArrayList<GeneratedZone>();
      for (var file : files.sorted().toList()) {
        zones.add(read(file));
      }
      return zones;
    }
  }

  private static GeneratedZone read(Path file) throws IOException {
    var name = file.getFileName().toString();
    var apex = DnsName.parse(name.substring(0, name.length() - SUFFIX.length()));
    var result = ZoneLoader.load(file, apex, LoadLimits.DEFAULTS);
    var contents = Objects.requireNonNull(result.contents(), result.problems()::toString);
    var types = new TreeMap<DnsName, List<Integer>>();
    contents.forEachOwner(
        sets -> types.put(sets.getFirst().owner(), sets.stream().map(RRset::type).toList()));
    return new GeneratedZone(apex, Files.readString(file), types, List.of());
  }
}
