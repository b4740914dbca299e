package org.pharosdns.zone.update;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.pharosdns.dns.wire.DnsName;

/// A pattern of names: `*` stands for one label, `**` for any number of them, none too.
/// `_acme-challenge.**` relative to `example.com` is every name below it, and itself, that starts
/// with that label. Case does not matter.
///
/// @param labels from the left, in lower case and with `\DDD` for unusual octets
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
    var labels = new ArrayList<>(labels(DnsName.parse(text, apex)));
    return new NamePattern(labels);
  }

  private static List<String> labels(DnsName name) {
    var labels = new ArrayList<String>();
    for (var rest = name; !rest.isRoot(); rest = rest.parent()) {
      var first = rest.relativeTo(rest.parent());
      var text = rest.parent().isRoot() ? first.substring(0, first.length() - 1) : first;
      labels.add(text.toLowerCase(Locale.ROOT));
    }
    return labels;
  }

  /// Whether `name` is one of the names meant.
  public boolean matches(DnsName name) {
    return matches(labels, labels(name));
  }

  /// Patterns and names have at most 127 labels, and each step of the outer loop looks at each
  /// label
  /// of the name once.
  private static boolean matches(List<String> pattern, List<String> name) {
    var reached = new boolean[name.size() + 1];
    reached[0] = true;
    for (var label : pattern) {
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
