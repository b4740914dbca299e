package org.pharosdns.cli.control;

import java.util.List;

/// What came of verdicts that were pushed.
///
/// @param taken how many were for members that use the feed
/// @param unused the addresses that no member has
public record FeedReport(String feed, int taken, List<String> unused) {}
