/// The octets of RFC 1035: header, names, types, codes. Imports nothing of ours; every constant
/// names its RFC. Read {@link DnsName} first.
@NullMarked
package org.pharosdns.dns.wire;

import org.jspecify.annotations.NullMarked;
