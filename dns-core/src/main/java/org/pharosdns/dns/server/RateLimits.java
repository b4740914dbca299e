package org.pharosdns.dns.server;

import org.pharosdns.dns.query.Networks;

/// How many UDP answers of a kind one network may get.
///
/// @param responsesPerSecond to one /24 or /56 and of one kind, 1 to 1,000,000, and for each of
///     them {@link #OCTETS_BEYOND_QUESTION} of all kinds; a burst of one second's worth is let
///     through
/// @param slip every how many-th answer over the limit goes out with TC and nothing in it, so that
///     a real client comes back over TCP; 0: none, 1: each
/// @param logOnly whether answers over the limit are only counted
/// @param exempt networks without a limit
public record RateLimits(int responsesPerSecond, int slip, boolean logOnly, Networks exempt) {
  /// How many octets more than it asked with a network gets for each answer of the rate.
  public static final int OCTETS_BEYOND_QUESTION = 512;
}
