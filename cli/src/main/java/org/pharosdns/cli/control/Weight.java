package org.pharosdns.cli.control;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/// The weight of a member as the steering file says it: a number, `standby` or `off`. In JSON a
/// number or a word.
///
/// @param text 1 to 1000000 in decimal, `standby` or `off`
public record Weight(String text) {
  /// Answers only when no weighted member is left.
  public static final Weight STANDBY = new Weight("standby");

  /// Never answers.
  public static final Weight OFF = new Weight("off");

  /// Returns a weight that is a number.
  public static Weight of(int number) {
    return new Weight(Integer.toString(number));
  }

  @JsonCreator
  static Weight fromJson(Object value) {
    return new Weight(value.toString());
  }

  @JsonValue
  Object toJson() {
    return Character.isDigit(text.charAt(0)) ? Integer.valueOf(text) : text;
  }
}
