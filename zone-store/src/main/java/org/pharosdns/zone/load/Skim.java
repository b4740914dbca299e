package org.pharosdns.zone.load;

/// Passes over lines of a sound master file that are whole records of no interest, looking at each
/// octet once and making nothing of it.
///
/// Stops at the start of a line that must be read: one with an owner that the filter lets through,
/// a directive, and whatever holds a parenthesis, a quote or a backslash before its comment.
final class Skim {
  private static final byte PLAIN = 0;
  private static final byte END = 1;
  private static final byte COMMENT = 2;
  private static final byte STOP = 3;
  private static final byte[] KIND = kinds();

  private final byte[] octets;
  private final OwnerFilter filter;
  private int position;
  private int records;
  private int lastRecord = RecordScanner.NONE;
  private int owner = RecordScanner.NONE;
  private int ownerBeforeLast = RecordScanner.NONE;
  private boolean blankOwners;

  /// @param position the start of a line; the owner in force there must be none of interest
  Skim(byte[] octets, int position, OwnerFilter filter) {
    this.octets = octets;
    this.position = position;
    this.filter = filter;
  }

  private static byte[] kinds() {
    var kinds = new byte[256];
    kinds['\n'] = END;
    kinds[';'] = COMMENT;
    kinds['('] = STOP;
    kinds[')'] = STOP;
    kinds['"'] = STOP;
    kinds['\\'] = STOP;
    return kinds;
  }

  /// Goes on to the first line that must be read, or to the end of the file.
  void run() {
    var more = true;
    while (more && position < octets.length) {
      more = line();
    }
  }

  private boolean line() {
    var first = octets[position];
    if (first == '\n') {
      position++;
      return true;
    }
    if (first == ';') {
      position = behindLine(position);
      return true;
    }
    return isBlank(first) ? blankLine() : ownerLine(first);
  }

  private static boolean isBlank(byte octet) {
    return octet == ' ' || octet == '\t';
  }

  private int behindLine(int at) {
    var i = at;
    while (i < octets.length && octets[i] != '\n') {
      i++;
    }
    return Math.min(i + 1, octets.length);
  }

  private boolean blankLine() {
    var at = position;
    while (at < octets.length && (isBlank(octets[at]) || octets[at] == '\r')) {
      at++;
    }
    if (at == octets.length || octets[at] == '\n' || octets[at] == ';') {
      position = behindLine(at);
      return true;
    }
    var behind = behindRecord(at);
    if (behind < 0) {
      return false;
    }
    blankOwners = true;
    passed(position);
    position = behind;
    return true;
  }

  private boolean ownerLine(byte first) {
    if (first == '$' || first == '@' || first == '.' || (first >= 0 && first < ' ')) {
      return false;
    }
    var hash = 0;
    var at = position;
    while (at < octets.length && octets[at] > ' ' && octets[at] != '.') {
      if (KIND[octets[at]] != PLAIN) {
        return false;
      }
      hash = OwnerFilter.hash(hash, octets[at++]);
    }
    if (at < octets.length && octets[at] < 0) {
      return false;
    }
    var behind = filter.mayBe(hash) ? RecordScanner.NONE : behindRecord(at);
    if (behind < 0) {
      return false;
    }
    passed(position);
    owner = position;
    position = behind;
    return true;
  }

  private void passed(int line) {
    records++;
    lastRecord = line;
    ownerBeforeLast = owner;
  }

  /// Returns where the line behind the record starts, negative when it is not as simple as that.
  private int behindRecord(int from) {
    var at = from;
    while (at < octets.length) {
      switch (KIND[octets[at] & 0xff]) {
        case PLAIN -> at++;
        case END -> {
          return at + 1;
        }
        case COMMENT -> {
          return behindLine(at);
        }
        default -> {
          return RecordScanner.NONE;
        }
      }
    }
    return at;
  }

  /// Where the first line stands that was not passed over.
  int position() {
    return position;
  }

  /// How many records were passed over.
  int records() {
    return records;
  }

  /// Where the last one of them stands.
  int lastRecord() {
    return lastRecord;
  }

  /// Where the owner in force stands, negative where none was passed over.
  int owner() {
    return owner;
  }

  /// Where the owner stands that was in force before the last record, negative where none was
  /// passed over.
  int ownerBeforeLast() {
    return ownerBeforeLast;
  }

  /// Whether one of the records leaves its owner out.
  boolean blankOwners() {
    return blankOwners;
  }
}
