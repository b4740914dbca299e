package org.pharosdns.cli.config;

import org.jspecify.annotations.Nullable;
import org.pharosdns.zone.steer.CheckTiming;
import org.pharosdns.zone.steer.Place;

/// One `[check.NAME]`: how to test, before it is known what. A template until it is bound to a
/// steered name, which gives host, SNI and question where they are not set.
///
/// @param timing null for the constants `up` and `down`
/// @param port 1 to 65535; 0 for types without one
public record CheckDefinition(
    String name, Place place, @Nullable CheckTiming timing, int port, CheckKind kind) {}
