package org.pharosdns.cli.gdnsd;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// A pattern of fnmatch(3) without flags, as gdnsd matches keys: `*` stands for slashes as well.
final class ShellPattern {
  private final String glob;
  private final Pattern pattern;

  ShellPattern(String glob) {
    this.glob = glob;
    pattern = compile();
  }

  boolean matches(String text) {
    return pattern.matcher(text).matches();
  }

  private Pattern compile() {
    var regex = new StringBuilder();
    for (var at = 0; at < glob.length(); at++) {
      var c = glob.charAt(at);
      var close = c == '[' ? closing(at) : -1;
      if (close >= 0) {
        regex.append(set(glob.substring(at + 1, close)));
        at = close;
      } else if (c == '\\' && at + 1 < glob.length()) {
        at++;
        regex.append(Pattern.quote(glob.substring(at, at + 1)));
      } else {
        regex.append(
            switch (c) {
              case '*' -> ".*";
              case '?' -> ".";
              default -> Pattern.quote(String.valueOf(c));
            });
      }
    }
    try {
      return Pattern.compile(regex.toString(), Pattern.DOTALL);
    } catch (PatternSyntaxException _) {
      return Pattern.compile(Pattern.quote(glob));
    }
  }

  /// A bracket right behind the one that opens belongs to the set.
  private int closing(int open) {
    var first = open + 1;
    if (first < glob.length() && (glob.charAt(first) == '!' || glob.charAt(first) == '^')) {
      first++;
    }
    return glob.indexOf(']', first + 1);
  }

  private static String set(String characters) {
    var negated = characters.startsWith("!") || characters.startsWith("^");
    var listed = negated ? characters.substring(1) : characters;
    return (negated ? "[^" : "[") + listed.replaceAll("[\\\\\\[\\]&^]", "\\\\$0") + "]";
  }
}
