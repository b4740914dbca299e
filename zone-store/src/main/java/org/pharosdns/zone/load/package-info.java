/// From a master file (RFC 1035 section 5) to zone contents or a list of problems. Knows nothing of
/// steering, answers or the server. Read {@link ZoneLoader} first, then {@link ZoneReader}.
///
/// ```
/// ZoneFiles --Source--> Lexer --Entry--> ZoneReader --records--> ZoneContentsBuilder
///                                          |   ^                        |
///                            tokens of RDATA   octets              ZoneContents
///                                          v   |                        v
///                                       RdataReader        ZoneValidator, TargetRules
///                       (RdataField: the fields of each type)
/// ```
///
/// dnsjava is asked for a few rare types only ({@link LibraryRdata}): it misreads octets over 127,
/// knows no algorithm mnemonics, and gives neither column nor more than one problem.
@NullMarked
package org.pharosdns.zone.load;

import org.jspecify.annotations.NullMarked;
