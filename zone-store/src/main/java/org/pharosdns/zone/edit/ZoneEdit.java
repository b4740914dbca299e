package org.pharosdns.zone.edit;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.pharosdns.zone.model.RRsetKey;

/// What the files of a zone would hold after an edit.
///
/// @param drafts the new octets of each file that changes, by its real path; empty when nothing
///     does
/// @param touched every RRset that changes, the SOA with them
/// @param growth how many records there are more then
public record ZoneEdit(Map<Path, byte[]> drafts, List<RRsetKey> touched, int growth) {
  /// Whether nothing changes.
  public boolean isEmpty() {
    return drafts.isEmpty();
  }
}
