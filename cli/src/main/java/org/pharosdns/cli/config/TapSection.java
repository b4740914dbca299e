package org.pharosdns.cli.config;

import org.jspecify.annotations.Nullable;

/// `[query_log]` and `[dnstap]`; null where there is no such table: it is off.
public record TapSection(@Nullable QueryLogSection queryLog, @Nullable DnstapSection dnstap) {}
