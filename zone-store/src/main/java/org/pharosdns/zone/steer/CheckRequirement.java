package org.pharosdns.zone.steer;

import java.util.List;

/// Which checks a member must pass.
public sealed interface CheckRequirement {
  /// Returns the names of the checks, in the order of the file.
  List<String> names();

  /// Returns how many of {@link #names()} must pass.
  int needed();

  /// Nothing is checked: always up.
  record None() implements CheckRequirement {
    @Override
    public List<String> names() {
      return List.of();
    }

    @Override
    public int needed() {
      return 0;
    }
  }

  /// All must pass.
  record AllOf(List<String> names) implements CheckRequirement {
    /// Copies the list.
    public AllOf {
      names = List.copyOf(names);
    }

    @Override
    public int needed() {
      return names.size();
    }
  }

  /// At least `needed` must pass, 1 to the number of names.
  record AnyOf(int needed, List<String> names) implements CheckRequirement {
    /// Copies the list.
    public AnyOf {
      names = List.copyOf(names);
    }
  }
}
