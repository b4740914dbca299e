package org.pharosdns.cli.zones;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.pharosdns.cli.config.Configuration;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.zone.model.Problem;

/// The zones that a change is made to: those of a running server, or those in the files.
public interface ZonesInForce {
  /// The zones by name, as they were last read.
  Map<DnsName, ZoneData> data();

  /// The configuration that they were read with.
  Configuration configuration();

  /// The folder of zone files.
  Path folder();

  /// Makes ready what a zone needs to come into force, so that {@link #put} finds it made.
  ///
  /// @return why it cannot come into force
  Optional<Problem> prepare(ZoneData data);

  /// What was made ready is not to come into force: it need not be kept.
  void discard();

  /// Puts one zone in force in the place of the one of its name; the others stay. The very next
  /// query sees it, but where a bug keeps it from being compiled: then it answers as before.
  void put(ZoneData data);

  /// Serves a zone no longer.
  void remove(DnsName apex);
}
