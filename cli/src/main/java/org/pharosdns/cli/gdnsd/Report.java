package org.pharosdns.cli.gdnsd;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// What of a configuration could not be said in ours, each once, with file and line.
final class Report {
  private final Set<String> lines = new LinkedHashSet<>();

  void add(Vscf.Where where, String message) {
    lines.add(where + ": " + message);
  }

  List<String> lines() {
    return List.copyOf(lines);
  }
}
