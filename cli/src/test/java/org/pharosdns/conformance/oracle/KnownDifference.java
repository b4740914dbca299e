package org.pharosdns.conformance.oracle;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// Where NSD, Knot and BIND differ among themselves, and the sentence that decides for us. Mirrored
/// in `docs/rfc-compliance.md`. The first that fits counts.
///
/// @param decides where the deciding sentence stands
record KnownDifference(String name, String decides, Predicate<Outcome> fits) {
  private static final List<KnownDifference> TABLE =
      List.of(
          new KnownDifference(
              "ANY: one RRset or all of them",
              "RFC 8482 section 4.1",
              outcome -> outcome.ask().type() == 255));

  /// Returns the class that explains the differences of `outcome`.
  static Optional<KnownDifference> of(Outcome outcome) {
    return TABLE.stream().filter(known -> known.fits.test(outcome)).findFirst();
  }

  @Override
  public String toString() {
    return name + " (" + decides + ")";
  }
}
