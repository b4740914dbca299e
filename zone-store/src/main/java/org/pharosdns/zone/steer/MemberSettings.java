package org.pharosdns.zone.steer;

import org.jspecify.annotations.Nullable;

/// What a steering file says of one record of an RRset; null where it says nothing.
///
/// @param address what the record leads to
/// @param place where it says so
/// @param check instead of the name's
/// @param group whose members are drawn together
public record MemberSettings(
    Endpoint address,
    Place place,
    @Nullable Weight weight,
    @Nullable Target target,
    @Nullable CheckRequirement check,
    @Nullable String group) {}
