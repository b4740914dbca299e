package org.pharosdns.zone.update;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.pharosdns.dns.wire.DnsName;

/// A pattern of names: `*` stands for one label, `**` for any number of them, none too.
/// `_acme-challenge.**` relative to `example.com` is every name below it, and itself, that starts
/// with that label. Case does not matter.
///
/// @param labels from the left, in lower case, a character for each octet
public record NamePattern(List<String> labels) {
  private static final String ONE = "*";
  private static final String ANY = "**";

  /// Copies the list.
  public NamePattern {
    labels = List.copyOf(labels);
  }

  /// Returns the pattern that `text` says, relative to `apex` unless it ends in a dot; `@` is the
  /// apex itself.
  ///
  /// @throws IllegalArgumentException with a sentence for the operator when it is none
  public static NamePattern parse(String text, DnsName apex) {
    return new NamePattern(labels(DnsName.parse(text, apex)));
  }

  /// Returns the labels of a name as {@link #matches(List)} wants them.
  static List<String> labels(DnsName name) {
    var labels = new ArrayList<String>();
    var wire = name.wire();
    for (var i = 0; wire[i] != 0; i += 1 + wire[i]) {
      for (var k = i + 1; k <= i + wire[i]; k++) {
        wire[k] = wire[k] >= 'A' && wire[k] <= 'Z' ? (byte) (wire[k] + 'a' - 'A') : wire[k];
      }
      labels.add(new String(wire, i + 1, wire[i], StandardCharsets.ISO_8859_1));
    }
    return labels;
  }

  /// Whether `name` is one of the names meant.
  public boolean matches(DnsName name) {
    return matches(labels(name));
  }

  /// Patterns and names have at most 127 labels, and each step of the outer loop looks at each
  /// label of the name once.
  ///
  /// @param name its {@link #labels(DnsName)}
  boolean matches(List<String> name) {
    var reached = new boolean[name.size() + 1];
    reached[0] = true;
    for (var label : labels) {
      var next = new boolean[name.size() + 1];
      for (var i = 0; i <= name.size(); i++) {
        if (label.equals(ANY)) {
          next[i] = reached[i] || (i > 0 && next[i - 1]);
        } else {
          next[i] = i > 0 && reached[i - 1] && (label.equals(ONE) || label.equals(name.get(i - 1)));
        }
      }
      reached = next;
    }
    return reached[name.size()];
  }
}
