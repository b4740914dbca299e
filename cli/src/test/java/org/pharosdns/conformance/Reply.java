package org.pharosdns.conformance;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A decoded DNS message.
///
/// @param flags the 16 bits after the ID
/// @param rcode with the extended bits of OPT (RFC 6891 section 6.1.3)
/// @param question each as `name CLASS TYPE`, case kept
/// @param additional without OPT
/// @param edns null without OPT
/// @param octets the length of the message
public record Reply(
    int id,
    int flags,
    int rcode,
    List<String> question,
    List<Rr> answer,
    List<Rr> authority,
    List<Rr> additional,
    @Nullable Edns edns,
    int octets) {
  private static final List<String> RCODES =
      List.of(
          "NOERROR",
          "FORMERR",
          "SERVFAIL",
          "NXDOMAIN",
          "NOTIMP",
          "REFUSED",
          "YXDOMAIN",
          "YXRRSET",
          "NXRRSET",
          "NOTAUTH",
          "NOTZONE");

  /// Copies the lists.
  public Reply {
    question = List.copyOf(question);
    answer = List.copyOf(answer);
    authority = List.copyOf(authority);
    additional = List.copyOf(additional);
  }

  /// Whether the answer is authoritative.
  public boolean aa() {
    return (flags & 0x0400) != 0;
  }

  /// Whether the answer is cut off.
  public boolean tc() {
    return (flags & 0x0200) != 0;
  }

  /// Returns the name of the RCODE.
  public String status() {
    if (rcode < RCODES.size()) {
      return RCODES.get(rcode);
    }
    return rcode == 16 ? "BADVERS" : "RCODE" + rcode;
  }

  /// Whether records answer the question and are authoritative.
  public boolean isPositive() {
    return aa() && !answer.isEmpty() && authority.isEmpty();
  }

  /// Whether this only tells who knows (RFC 1034 section 4.3.1).
  public boolean isReferral() {
    return !aa()
        && rcode == 0
        && answer.isEmpty()
        && authority.stream().anyMatch(record -> record.type() == 2);
  }

  /// Returns `STATUS flags`, then one line per record with the section in front, in message order.
  @Override
  public String toString() {
    var text = new StringBuilder(status());
    text.append(aa() ? " aa" : "").append(tc() ? " tc" : "");
    text.append((flags & 0x0080) != 0 ? " ra" : "").append((flags & 0x0040) != 0 ? " z" : "");
    text.append((flags & 0x0020) != 0 ? " ad" : "").append((flags & 0x0010) != 0 ? " cd" : "");
    text.append('\n');
    append(text, "answer", answer);
    append(text, "authority", authority);
    append(text, "additional", additional);
    return text.append(edns == null ? "" : edns + "\n").toString();
  }

  private static void append(StringBuilder text, String section, List<Rr> records) {
    records.forEach(record -> text.append(section).append(' ').append(record).append('\n'));
  }
}
