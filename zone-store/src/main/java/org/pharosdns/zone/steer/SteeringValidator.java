package org.pharosdns.zone.steer;

import java.util.List;
import org.pharosdns.zone.model.Problem;

/// Holds a steering file against the records of its zone.
public final class SteeringValidator {
  private SteeringValidator() {}

  /// Returns every error and warning, budgets included, in the order of the file.
  public static List<Problem> validate(ZoneSteering steering, ZoneRecords records) {
    throw new UnsupportedOperationException();
  }
}
