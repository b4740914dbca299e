/// The examination of a server and of what it stands on: configuration, port, clock, disk, limits,
/// and what other nameservers say. It looks and changes nothing; what cannot be reached is a
/// finding, not a failure.
///
/// Read [Doctor] first.
///
/// ```
/// Doctor ─┬─ HostExamination   clock, state folder, open files, monitors
///         ├─ PortExamination   may the port be bound, or does the server answer there
///         └─ ZoneExamination   serials and delegation ──► Nameservers (SystemNameservers)
/// ```
@NullMarked
package org.pharosdns.cli.doctor;

import org.jspecify.annotations.NullMarked;
