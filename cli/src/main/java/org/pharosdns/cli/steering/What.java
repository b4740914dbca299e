package org.pharosdns.cli.steering;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.pharosdns.cli.control.RefusedException;
import org.pharosdns.cli.zones.MemberAddress;
import org.pharosdns.dns.wire.DnsName;
import org.pharosdns.health.monitor.Subject;
import org.pharosdns.zone.steer.SteeredMember;

/// The WHAT of a command: an address, a glob of addresses, an owner name, or `OWNER/ADDRESS`.
public final class What {
  private What() {}

  /// Returns the subjects that `words` say.
  ///
  /// @throws RefusedException naming every word that is none
  static List<Subject> subjects(List<String> words) throws RefusedException {
    var subjects = new ArrayList<Subject>();
    var problems = new ArrayList<String>();
    for (var word : words) {
      try {
        subjects.add(subject(word));
      } catch (IllegalArgumentException e) {
        problems.add("\"" + word + "\" is no address, name or NAME/ADDRESS: " + e.getMessage());
      }
    }
    if (!problems.isEmpty()) {
      throw new RefusedException(problems);
    }
    return subjects;
  }

  private static Subject subject(String word) {
    if (looksLikeAddress(word)) {
      return new Subject(null, word);
    }
    var slash = word.lastIndexOf('/');
    return slash > 0 && looksLikeAddress(word.substring(slash + 1))
        ? new Subject(owner(word.substring(0, slash)), word.substring(slash + 1))
        : new Subject(owner(word), null);
  }

  private static String owner(String text) {
    return DnsName.parse(text).toString().toLowerCase(Locale.ROOT);
  }

  /// A label of digits alone may be a name; four of them, or a colon, are an address or a glob.
  private static boolean looksLikeAddress(String text) {
    return (text.indexOf(':') >= 0 && text.indexOf('/') < 0)
        || text.matches("[0-9*?]+(\\.[0-9*?]+){3}")
        || text.matches("[0-9.]+\\*")
        || text.equals("*");
  }

  /// Returns whether a subject is about a member.
  static boolean isAbout(Subject subject, SteeredMember member) {
    return subject.matches(member.owner().toString(), MemberAddress.inet(member.address()));
  }
}
