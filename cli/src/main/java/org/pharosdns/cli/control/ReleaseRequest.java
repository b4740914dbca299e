package org.pharosdns.cli.control;

import java.util.List;

/// An end of forced states: from now on the verdict counts again.
///
/// @param what as in [ForceRequest]
/// @param author who
public record ReleaseRequest(List<String> what, String author) {}
