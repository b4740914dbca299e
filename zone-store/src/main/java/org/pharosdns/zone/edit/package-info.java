/// Zone files changed in place: what an edit does not touch keeps every octet.
///
/// ```
/// RecordChange... --> ChangePlan --> ZoneEditor <-- RecordScanner (the files as they are written)
///                  (what must be)        |
///                                  FileEdit: new octets of each file that changes
/// ```
///
/// Knows the text of zones and nothing of steering, of servers, or of how files get to disk. Read
/// {@link ZoneEditor} first.
@NullMarked
package org.pharosdns.zone.edit;

import org.jspecify.annotations.NullMarked;
