package org.pharosdns.zone.steer;

import java.util.List;
import java.util.stream.Collectors;

/// What several monitors say together of one member.
public final class CombinedReading {
  private CombinedReading() {}

  /// Returns the best state that as many monitors as are needed reach together.
  public static MonitorReading.State state(CheckRequirement check, List<MonitorReading> readings) {
    var up = 0;
    var suspect = 0;
    var unknown = 0;
    for (var i = 0; i < readings.size(); i++) {
      switch (readings.get(i).state()) {
        case UP -> up++;
        case SUSPECT -> suspect++;
        case UNKNOWN -> unknown++;
        case DOWN -> {}
      }
    }
    var needed = check.needed();
    if (up >= needed) {
      return MonitorReading.State.UP;
    }
    if (up + suspect >= needed) {
      return MonitorReading.State.SUSPECT;
    }
    return up + suspect + unknown >= needed
        ? MonitorReading.State.UNKNOWN
        : MonitorReading.State.DOWN;
  }

  /// Whether one of the monitors has no result yet.
  static boolean anyIsUnknown(List<MonitorReading> readings) {
    for (var i = 0; i < readings.size(); i++) {
      if (readings.get(i).state() == MonitorReading.State.UNKNOWN) {
        return true;
      }
    }
    return false;
  }

  /// Returns the least share of its weight that one of the monitors was asked for, 0 to 100; 0 is
  /// drained.
  public static int weightPercent(List<MonitorReading> readings) {
    var least = 100;
    for (var i = 0; i < readings.size(); i++) {
      least = Math.min(least, readings.get(i).weightPercent());
    }
    return least;
  }

  /// Returns the reasons of the monitors that give one, joined by commas.
  static String detail(List<MonitorReading> readings) {
    var detail = "";
    for (var i = 0; i < readings.size(); i++) {
      if (!readings.get(i).reason().isEmpty()) {
        if (!detail.isEmpty()) {
          return joined(readings);
        }
        detail = readings.get(i).reason();
      }
    }
    return detail;
  }

  private static String joined(List<MonitorReading> readings) {
    return readings.stream()
        .map(MonitorReading::reason)
        .filter(reason -> !reason.isEmpty())
        .distinct()
        .collect(Collectors.joining(", "));
  }
}
