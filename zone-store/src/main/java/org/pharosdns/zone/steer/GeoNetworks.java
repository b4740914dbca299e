package org.pharosdns.zone.steer;

import java.util.List;

/// Where networks are. Immutable.
///
/// @param networks without repetition, in the order of the database
public record GeoNetworks(List<Network> networks) {
  /// Nothing is known.
  public static final GeoNetworks NONE = new GeoNetworks(List.of());

  /// Copies the list.
  public GeoNetworks {
    networks = List.copyOf(networks);
  }

  /// One network.
  ///
  /// @param country ISO 3166-1 code such as `DE`; empty when unknown
  /// @param continent such as `EU`; empty when unknown
  public record Network(Prefix prefix, String country, String continent) {}
}
