package org.pharosdns.cli.config;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.pharosdns.dns.server.RateLimits;

/// `[rate_limit]` and `[cookies]`.
///
/// @param rateLimits null: answers are not limited
/// @param cookies whether cookies are taken and given
/// @param cookieSecrets the file of the secrets; null: one in the state folder, made when missing
public record FloodSection(
    @Nullable RateLimits rateLimits, boolean cookies, @Nullable Path cookieSecrets) {}
