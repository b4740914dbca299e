package org.pharosdns.conformance;

/// How a message departs from one question with nothing but OPT behind it.
///
/// @param questions what QDCOUNT says
/// @param copies how often the question stands there
/// @param answers what ANCOUNT says
/// @param authorities what NSCOUNT says
/// @param additionals what ARCOUNT says beyond OPT
/// @param tail octets behind everything else, in hex
public record Shape(
    int questions, int copies, int answers, int authorities, int additionals, String tail) {
  /// One question.
  public static final Shape PLAIN = new Shape(1, 1, 0, 0, 0, "");

  /// Returns a message with `count` questions, the same again and again.
  public static Shape questions(int count) {
    return new Shape(count, count, 0, 0, 0, "");
  }

  /// Returns a message with octets behind its last record.
  public static Shape followedBy(String hex) {
    return new Shape(1, 1, 0, 0, 0, hex);
  }

  /// Returns a message with one more record behind OPT.
  public static Shape withAdditional(String hex) {
    return new Shape(1, 1, 0, 0, 1, hex);
  }

  /// Returns a message with one record behind the question; not for messages with OPT.
  public static Shape withAnswer(String hex) {
    return new Shape(1, 1, 1, 0, 0, hex);
  }

  @Override
  public String toString() {
    return "qd %d/%d an %d ns %d ar +%d tail %s"
        .formatted(questions, copies, answers, authorities, additionals, tail);
  }
}
