package org.pharosdns.cli.config;

import java.util.List;
import org.pharosdns.zone.transfer.AccessList;
import org.pharosdns.zone.transfer.NotifyTarget;
import org.pharosdns.zone.update.UpdatePolicy;

/// What `[zone."NAME"]` says about other servers and clients.
///
/// @param transfer who may copy the zone
/// @param update who may change what in the zone
/// @param notified who is told of changes
public record ZoneAccess(AccessList transfer, UpdatePolicy update, List<NotifyTarget> notified) {
  /// Nobody may do anything, and nobody is told.
  public static final ZoneAccess NONE =
      new ZoneAccess(AccessList.NOBODY, UpdatePolicy.NONE, List.of());

  /// Copies the list.
  public ZoneAccess {
    notified = List.copyOf(notified);
  }
}
