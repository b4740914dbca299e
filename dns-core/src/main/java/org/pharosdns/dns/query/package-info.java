/// The parsed question in hand, its parser, and the client that sent it.
@NullMarked
package org.pharosdns.dns.query;

import org.jspecify.annotations.NullMarked;
