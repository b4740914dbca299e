package org.pharosdns.cli.control;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An operator's word on some members, in place of the verdict.
///
/// @param what addresses, owner names, `OWNER/ADDRESS` or globs of addresses; at least one
/// @param reason why, or null
/// @param author who
/// @param duration after which it is released by itself, or null for never
/// @param allowEmpty whether a name may be left without any member of its own
public record ForceRequest(
    List<String> what,
    MemberState state,
    @Nullable String reason,
    String author,
    @Nullable Duration duration,
    boolean allowEmpty) {}
