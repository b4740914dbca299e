package org.pharosdns.zone.steer;

import java.util.List;

/// What several monitors say together of one member.
public final class CombinedReading {
  private CombinedReading() {}

  /// Returns the best state that as many monitors as are needed reach together.
  public static MonitorReading.State state(CheckRequirement check, List<MonitorReading> readings) {
    var states = new MonitorReading.State[readings.size()];
    for (var i = 0; i < states.length; i++) {
      states[i] = readings.get(i).state();
    }
    return state(check, states);
  }

  /// Returns the best state that as many monitors as are needed reach together.
  public static MonitorReading.State state(CheckRequirement check, MonitorReading.State... states) {
    var up = 0;
    var suspect = 0;
    var unknown = 0;
    for (var state : states) {
      switch (state) {
        case UP -> up++;
        case SUSPECT -> suspect++;
        case UNKNOWN -> unknown++;
        case DOWN -> {}
      }
    }
    if (up >= check.needed()) {
      return MonitorReading.State.UP;
    }
    if (up + suspect >= check.needed()) {
      return MonitorReading.State.SUSPECT;
    }
    return up + suspect + unknown >= check.needed()
        ? MonitorReading.State.UNKNOWN
        : MonitorReading.State.DOWN;
  }

  /// Returns the least share of its weight that one of the monitors was asked for, 0 to 100; 0 is
  /// drained.
  public static int weightPercent(List<MonitorReading> readings) {
    var least = 100;
    for (var reading : readings) {
      least = Math.min(least, reading.weightPercent());
    }
    return least;
  }

  /// Returns the reasons of the monitors that are not up with all of their weight, joined by
  /// commas.
  static String detail(List<MonitorReading> readings) {
    return String.join(
        ", ",
        readings.stream()
            .filter(r -> r.state() != MonitorReading.State.UP || r.weightPercent() < 100)
            .filter(r -> !r.reason().isEmpty())
            .map(MonitorReading::reason)
            .distinct()
            .toList());
  }
}
