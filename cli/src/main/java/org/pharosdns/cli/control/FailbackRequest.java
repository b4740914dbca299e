package org.pharosdns.cli.control;

/// An operator's word that a name may go back to its best tier.
///
/// @param owner absolute; a final dot may be missing
public record FailbackRequest(String owner) {}
