package org.pharosdns.cli;

import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// A TTL as people write it: seconds, or a duration such as `5m`.
final class TtlOption implements ITypeConverter<Integer> {
  @Override
  public Integer convert(String value) {
    try {
      if (value.matches("-?[0-9]+")) {
        return Integer.valueOf(value);
      }
      Duration duration = DurationText.parse(value);
      if (duration.equals(Duration.ofSeconds(duration.toSeconds()))) {
        return Math.toIntExact(duration.toSeconds());
      }
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new TypeConversionException(problem(value));
    }
    throw new TypeConversionException(problem(value));
  }

  private static String problem(String value) {
    return "'" + value + "' is no TTL; write seconds, or for example 5m or 1h30m";
  }
}
