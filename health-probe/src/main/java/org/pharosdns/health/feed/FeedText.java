package org.pharosdns.health.feed;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.pharosdns.health.check.AddressText;
import org.pharosdns.health.check.ProbeResult;
import org.pharosdns.health.check.ReasonText;

/// The lines of a feed: `ADDRESS up|down|drain [weight NN%]`, and a reason after `#`. Empty lines
/// and lines that begin with `#` are comments. Of several lines on one address the last counts.
///
/// @param verdicts by address, as {@link AddressText} writes it
/// @param problems one sentence for each line that is none of these; where there are very many, the
///     last one says how many more
record FeedText(Map<String, ProbeResult> verdicts, List<String> problems) {
  private static final int MOST_PROBLEMS = 20;

  /// More than any name or address has.
  private static final int LONGEST_WORD = 255;

  private static final Pattern PERCENT = Pattern.compile("(\\d{1,3})%");
  private static final Pattern NAME =
      Pattern.compile("(?:[A-Za-z0-9_-]{1,63}\\.)*[A-Za-z_][A-Za-z0-9_-]{0,62}\\.?");
  private static final Pattern BLANKS = Pattern.compile("\\s+");
  private static final String HELP = ": write \"ADDRESS up|down|drain [weight NN%]\"";

  static FeedText parse(String text) {
    var verdicts = new LinkedHashMap<String, ProbeResult>();
    var problems = new ArrayList<String>();
    int number = 0;
    int bad = 0;
    for (int from = 0, end; from <= text.length(); from = end + 1) {
      int next = text.indexOf('\n', from);
      end = next < 0 ? text.length() : next;
      String line = text.substring(from, end);
      number++;
      int mark = line.indexOf('#');
      String words = (mark < 0 ? line : line.substring(0, mark)).strip();
      if (words.isEmpty()) {
        continue;
      }
      String reason = mark < 0 ? "" : ReasonText.of(line.substring(mark + 1).strip());
      try {
        parse(BLANKS.split(words), reason, verdicts);
      } catch (IllegalArgumentException e) {
        bad++;
        if (bad <= MOST_PROBLEMS) {
          problems.add("line " + number + ": " + e.getMessage() + HELP);
        }
      }
    }
    if (bad > MOST_PROBLEMS) {
      problems.add("and " + (bad - MOST_PROBLEMS) + " lines more");
    }
    return new FeedText(verdicts, problems);
  }

  private static void parse(String[] words, String reason, Map<String, ProbeResult> verdicts) {
    String address = address(words[0]);
    int percent = percent(words);
    String verdict = words.length < 2 ? "" : words[1].toLowerCase(Locale.ROOT);
    verdicts.put(
        address,
        switch (verdict) {
          case "up" -> passed(reason, percent == 100 ? "ok" : percent + "%", percent);
          case "drain" -> passed(reason, "drain", 0);
          case "down" -> ProbeResult.down(reason.isEmpty() ? "down" : reason);
          default -> throw new IllegalArgumentException("no verdict");
        });
  }

  /// An address, or the name of a target that is given by name, which no address looks like.
  private static String address(String text) {
    if (text.length() > LONGEST_WORD) {
      throw new IllegalArgumentException("no address");
    }
    if (NAME.matcher(text).matches()) {
      String name = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
      return name.toLowerCase(Locale.ROOT);
    }
    String address = AddressText.of(InetAddress.ofLiteral(text));
    if (text.indexOf(':') < 0 && !text.equals(address)) {
      throw new IllegalArgumentException("no address");
    }
    return address;
  }

  private static int percent(String[] words) {
    if (words.length == 2) {
      return 100;
    }
    @Nullable String share = words.length == 4 && words[2].equals("weight") ? words[3] : null;
    var matcher = PERCENT.matcher(share == null ? "" : share);
    int percent = matcher.matches() ? Integer.parseInt(matcher.group(1)) : -1;
    if (percent < 0 || percent > 100) {
      throw new IllegalArgumentException("no weight from 0% to 100%");
    }
    return percent;
  }

  private static ProbeResult passed(String reason, String otherwise, int percent) {
    String word = reason.isEmpty() ? otherwise : reason;
    return new ProbeResult(ProbeResult.Kind.PASS, word, Duration.ZERO, percent);
  }
}
