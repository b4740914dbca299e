package org.pharosdns.cli.gdnsd;

/// Where the tier of a resource stands in a zone.
///
/// @param datacenter empty where the resource has none
/// @param owner absolute, with its final dot
record OwnedTier(String plugin, String resource, String datacenter, String owner) {}
