/// DNS cookies (RFC 7873) in the form that all servers share (RFC 9018).
///
/// ```
/// query with a cookie ──► CookieExchange: is its server part ours, of this client, fresh?
///                             │   (secrets and the clock: ServerCookies, shared by all loops)
///                             └──► answer with the cookie for next time
/// ```
///
/// Knows nothing of answers or of what a valid cookie is good for. Read {@link
/// org.pharosdns.dns.cookie.CookieExchange} first.
@NullMarked
package org.pharosdns.dns.cookie;

import org.jspecify.annotations.NullMarked;
