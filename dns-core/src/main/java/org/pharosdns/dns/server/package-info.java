/// The life of a query on one screen, and its counters.
@NullMarked
package org.pharosdns.dns.server;

import org.jspecify.annotations.NullMarked;
