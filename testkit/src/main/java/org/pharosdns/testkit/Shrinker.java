package org.pharosdns.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// Makes a failing sequence of steps as short as can be by leaving steps out.
public final class Shrinker {
  private Shrinker() {}

  /// Returns a sequence that still fails and of which no single step can be left out: halves are
  /// tried first, then ever smaller runs.
  ///
  /// @param steps fails as it is
  /// @param fails runs a sequence from scratch
  public static <T> List<T> shrink(List<T> steps, Predicate<List<T>> fails) {
    var shortest = List.copyOf(steps);
    var run = Math.max(1, shortest.size() / 2);
    while (true) {
      var before = shortest.size();
      for (var from = 0; from < shortest.size(); ) {
        var tried = without(shortest, from, Math.min(shortest.size(), from + run));
        if (fails.test(tried)) {
          shortest = tried;
        } else {
          from += run;
        }
      }
      if (run == 1 && shortest.size() == before) {
        return shortest;
      }
      run = Math.max(1, run / 2);
    }
  }

  private static <T> List<T> without(List<T> steps, int from, int to) {
    var rest = new ArrayList<>(steps.subList(0, from));
    rest.addAll(steps.subList(to, steps.size()));
    return List.copyOf(rest);
  }
}
