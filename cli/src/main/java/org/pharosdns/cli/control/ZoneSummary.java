package org.pharosdns.cli.control;

import java.util.List;

/// One zone that a server serves.
///
/// @param name absolute, with its final dot
/// @param serial of the SOA
/// @param records in the zone file
/// @param steered names that its steering file steers
/// @param file the zone file
/// @param problems why its files on disk are not live; empty when they are
public record ZoneSummary(
    String name, long serial, int records, int steered, String file, List<String> problems) {}
