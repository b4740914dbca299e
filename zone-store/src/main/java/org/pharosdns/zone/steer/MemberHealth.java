package org.pharosdns.zone.steer;

import java.util.List;

/// What is known of a member at one moment.
///
/// @param readings one for each name of its check, in that order
/// @param exposure where answers with it note until when caches hold it
public record MemberHealth(
    List<MonitorReading> readings,
    HealthView.Forced forced,
    Standing standing,
    Exposure exposure) {}
