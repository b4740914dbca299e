package org.pharosdns.dns.answer;

import org.pharosdns.dns.query.HashedName;
import org.pharosdns.dns.wire.Header;

/// The name under which records are placed right now, and where in the message its labels stand:
/// the name asked about, later each alias target that the answer follows.
final class AnswerOwner {
  private static final int POINTER = 0xc000;

  private final HashedName target = new HashedName();
  private final int[] positions = new int[HashedName.MAX_LABELS + 1];
  private HashedName name = target;
  private boolean isQuestion;

  /// Starts with the name asked about, which stands behind the header.
  void begin(HashedName question) {
    name = question;
    isQuestion = true;
  }

  /// Goes on with the name, compressed or not, that stands at `position` of the message that starts
  /// at `start` of `out`.
  void follow(byte[] out, int start, int position) {
    target.setFromMessage(out, start, position, positions);
    name = target;
    isQuestion = false;
  }

  HashedName name() {
    return name;
  }

  /// Where in the message label `i` stands.
  int position(int i) {
    return isQuestion ? Header.OCTETS + name.offset(i) : positions[i];
  }

  /// The compression pointer to the suffix that starts with label `i`.
  int pointer(int i) {
    return POINTER | position(i);
  }

  /// The compression pointer to the suffix of `labels` labels.
  int pointerToLast(int labels) {
    return pointer(name.labels() - labels);
  }
}
