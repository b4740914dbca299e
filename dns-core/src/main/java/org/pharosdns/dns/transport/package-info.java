/// UDP and TCP; the only package that imports Netty.
@NullMarked
package org.pharosdns.dns.transport;

import org.jspecify.annotations.NullMarked;
