package org.pharosdns.dns.cookie;

import org.pharosdns.dns.query.Query;
import org.pharosdns.dns.wire.Octets;
import org.pharosdns.dns.wire.SipHash;

/// Judges the cookie of a query and writes the one for the answer. Owned by one event loop; used
/// again for each query.
///
/// A cookie is 8 octets of the client and 16 of ours: version 1, three octets of 0, the time in
/// seconds, and SipHash-2-4 over all that and the client's address (RFC 9018 section 4).
public final class CookieExchange {
  /// The length of a whole cookie in octets.
  public static final int COOKIE_OCTETS = 24;

  private static final int CLIENT_OCTETS = 8;
  private static final int TIME = CLIENT_OCTETS + 4;
  private static final int HASH = CLIENT_OCTETS + 8;
  private static final int VERSION = 0x0100_0000;
  private static final int MAX_AGE_SECONDS = 3600;
  private static final int MAX_FUTURE_SECONDS = 300;

  /// From this age on the client gets a new cookie.
  private static final int RENEW_SECONDS = 1800;

  private final ServerCookies cookies;
  private final byte[] input = new byte[HASH + 16];
  private final byte[] cookie = new byte[COOKIE_OCTETS];
  private boolean valid;

  /// @param cookies the secrets
  public CookieExchange(ServerCookies cookies) {
    this.cookies = cookies;
  }

  /// Looks at the cookie of a query that has one, and makes the one for its answer.
  public void judge(Query query) {
    var secrets = cookies.secrets();
    var now = (int) secrets.wallSeconds(query.nowNanos());
    var edns = query.edns();
    System.arraycopy(query.message(), edns.cookieOffset(), input, 0, CLIENT_OCTETS);
    var client = query.client();
    System.arraycopy(client.address(), 0, input, HASH, client.addressOctets());
    var age = age(query, now);
    valid = age <= MAX_AGE_SECONDS && isOurs(query, secrets);
    if (!valid || age >= RENEW_SECONDS) {
      Octets.putI32(input, CLIENT_OCTETS, VERSION);
      Octets.putI32(input, TIME, now);
      System.arraycopy(input, 0, cookie, 0, HASH);
      putHash(secrets.keys().getFirst(), query);
    }
  }

  /// Returns the age in seconds of a cookie that may be one of ours, {@link Integer#MAX_VALUE} for
  /// any other. Times are compared as RFC 1982 says.
  private static int age(Query query, int now) {
    var edns = query.edns();
    var offset = edns.cookieOffset();
    if (edns.cookieOctets() != COOKIE_OCTETS
        || Octets.i32(query.message(), offset + CLIENT_OCTETS) != VERSION) {
      return Integer.MAX_VALUE;
    }
    var age = now - Octets.i32(query.message(), offset + TIME);
    return age < -MAX_FUTURE_SECONDS ? Integer.MAX_VALUE : age;
  }

  /// Whether the hash is that of one of the secrets; leaves the cookie as it came.
  private boolean isOurs(Query query, ServerCookies.Secrets secrets) {
    System.arraycopy(query.message(), query.edns().cookieOffset(), cookie, 0, COOKIE_OCTETS);
    System.arraycopy(cookie, 0, input, 0, HASH);
    var given = Octets.i64(cookie, HASH);
    var keys = secrets.keys();
    for (var i = 0; i < keys.size(); i++) {
      if (hash(keys.get(i), query) == given) {
        return true;
      }
    }
    return false;
  }

  private void putHash(SipHash key, Query query) {
    Octets.putI64(cookie, HASH, hash(key, query));
  }

  private long hash(SipHash key, Query query) {
    return Long.reverseBytes(key.hash(input, 0, HASH + query.client().addressOctets()));
  }

  /// Whether the cookie judged last is one that this server gave to this client.
  public boolean valid() {
    return valid;
  }

  /// The cookie for the answer to the query judged last, {@link #COOKIE_OCTETS} octets.

  public byte[] cookie() {
    return cookie;
  }
}
