package org.pharosdns.dns.server;

import org.jspecify.annotations.Nullable;
import org.pharosdns.dns.cookie.ServerCookies;

/// What all event loops share against floods.
///
/// @param limiter null: answers are not limited
/// @param cookies null: cookies are ignored
public record Policing(@Nullable RateLimiter limiter, @Nullable ServerCookies cookies) {
  /// Neither limits nor cookies.
  public static final Policing NONE = new Policing(null, null);
}
