package org.pharosdns.zone.load;

import org.jspecify.annotations.Nullable;
import org.pharosdns.dns.wire.RecordType;

/// What stands between the owner of a record and its data: TTL and class, in either order and both
/// optional, and the type (RFC 1035 section 5.1). A flyweight, filled again for each record.
final class RecordHead {
  /// In the place of a TTL or token that is not there.
  static final int NONE = -1;

  private int ttlToken;
  private int ttlSeconds;
  private int classToken;
  private int typeToken;
  private int type;

  /// Reads from the token behind the owner, or from the first one where the owner is left out.
  void read(Entry entry, int first) throws BadText {
    ttlToken = NONE;
    ttlSeconds = NONE;
    classToken = NONE;
    var token = first;
    while (token < entry.count()) {
      if (ttlToken == NONE && NumberText.looksLikeTtl(entry, token)) {
        ttlSeconds = NumberText.ttlSeconds(entry, token);
        ttlToken = token++;
      } else if (classToken == NONE && ClassText.isClass(entry, token)) {
        ClassText.checkInternet(entry, token);
        classToken = token++;
      } else {
        break;
      }
    }
    typeToken = token;
    type = type(entry, token);
  }

  private static int type(Entry entry, int token) throws BadText {
    if (token >= entry.count()) {
      throw new BadText(entry.offset(token), "the record has no type");
    }
    var type = TypeText.parse(entry, token);
    if (type < 0) {
      throw new BadText(
          entry.offset(token),
          "\"" + entry.text(token) + "\" is no record type",
          hint(entry, token));
    }
    if (!TypeText.canStandInZone(type)) {
      throw new BadText(
          entry.offset(token), RecordType.mnemonic(type) + " records do not stand in a zone");
    }
    return type;
  }

  private static @Nullable String hint(Entry entry, int token) {
    var similar = Mnemonics.similarType(entry.text(token));
    if (similar != null) {
      return similar;
    }
    if (token == 0 && entry.octets()[entry.from(0)] == '$') {
      return "a directive starts at the beginning of its line";
    }
    return token == 1 && !entry.ownerLeftOut() && TypeText.parse(entry, 0) >= 0
        ? "is the owner missing? a line for the owner above starts with a blank"
        : null;
  }

  /// The token with the TTL, or {@link #NONE}.
  int ttlToken() {
    return ttlToken;
  }

  /// The TTL that is stated, or {@link #NONE}.
  int ttlSeconds() {
    return ttlSeconds;
  }

  /// The token with the class, or {@link #NONE}.
  int classToken() {
    return classToken;
  }

  /// The token with the type; the data follows it.
  int typeToken() {
    return typeToken;
  }

  /// The number of the type.
  int type() {
    return type;
  }
}
