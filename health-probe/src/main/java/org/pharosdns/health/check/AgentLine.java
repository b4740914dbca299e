package org.pharosdns.health.check;

import java.util.Locale;
import java.util.regex.Pattern;

/// A line in which a target, or somebody for it, says how it is: `up`, `down`, `drain`, `50%`, each
/// with a reason after `#`.
final class AgentLine {
  private static final Pattern PERCENT = Pattern.compile("(\\d{1,3})%");

  private AgentLine() {}

  /// Returns what a line says that means up, drained or a share.
  ///
  /// @throws ProbeEnded failed for `down`, void for a word that is not known
  static Finding parse(String line) throws ProbeEnded {
    int mark = line.indexOf('#');
    String word = (mark < 0 ? line : line.substring(0, mark)).strip().toLowerCase(Locale.ROOT);
    String reason = mark < 0 ? "" : ReasonText.of(line.substring(mark + 1).strip());
    return switch (word) {
      case "up" -> new Finding(reason.isEmpty() ? "ok" : reason, 100);
      case "drain" -> new Finding(reason.isEmpty() ? "drain" : reason, 0);
      case "down" -> throw ProbeEnded.down(reason.isEmpty() ? "down" : reason);
      default -> share(word, reason);
    };
  }

  private static Finding share(String word, String reason) throws ProbeEnded {
    var matcher = PERCENT.matcher(word);
    int percent = matcher.matches() ? Integer.parseInt(matcher.group(1)) : -1;
    if (percent < 0 || percent > 100) {
      throw ProbeEnded.locally("agent-word");
    }
    return new Finding(reason.isEmpty() ? word : word + ' ' + reason, percent);
  }
}
