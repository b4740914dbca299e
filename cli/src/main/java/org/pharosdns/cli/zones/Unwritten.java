package org.pharosdns.cli.zones;

import java.util.Map;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.zone.update.UpdateJournals;

/// What belongs to zones and is not in their files yet.
///
/// @param changes those that were cut off, by zone
/// @param updates the dynamic ones
public record Unwritten(Map<DnsName, CutOff> changes, UpdateJournals updates) {}
