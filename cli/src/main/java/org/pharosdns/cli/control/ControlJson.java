package org.pharosdns.cli.control;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.time.Duration;
import org.pharosdns.cli.config.ControlLimits;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/// How the records of this package look in JSON: `snake_case` keys, lower-case words, durations as
/// numbers of seconds, null where nothing applies.
public final class ControlJson {
  private static final JsonMapper MAPPER = build(ControlLimits.DEFAULTS.depth());

  private ControlJson() {}

  private static JsonMapper build(int depth) {
    // A text has no other bound than what it stands in.
    var constraints =
        StreamReadConstraints.builder()
            .maxNestingDepth(depth)
            .maxStringLength(Integer.MAX_VALUE)
            .build();
    return JsonMapper.builder(JsonFactory.builder().streamReadConstraints(constraints).build())
        .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
        .changeDefaultPropertyInclusion(
            ignored ->
                JsonInclude.Value.construct(JsonInclude.Include.ALWAYS, JsonInclude.Include.ALWAYS))
        // The components of a record are its keys; what it tells of itself besides is for code.
        .changeDefaultVisibility(
            found -> found.withIsGetterVisibility(JsonAutoDetect.Visibility.NONE))
        .enable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE)
        .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
        .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
        .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
        .addModule(
            new SimpleModule()
                .addSerializer(Duration.class, new SecondsWriter())
                .addDeserializer(Duration.class, new SecondsReader())
                .addSerializer(Path.class, new PathWriter()))
        .build();
  }

  /// Returns the mapper for messages on the socket.
  static JsonMapper mapper() {
    return MAPPER;
  }

  /// Returns one that reads what is at most `depth` levels deep.
  static JsonMapper mapper(int depth) {
    return depth == ControlLimits.DEFAULTS.depth() ? MAPPER : build(depth);
  }

  /// Returns a value as text for people and scripts, indented, without a final line end.
  public static String print(Object value) {
    return MAPPER.writer().with(SerializationFeature.INDENT_OUTPUT).writeValueAsString(value);
  }

  /// Returns a value as one line of text.
  public static String line(Object value) {
    return MAPPER.writeValueAsString(value);
  }

  private static final class SecondsWriter extends StdSerializer<Duration> {
    SecondsWriter() {
      super(Duration.class);
    }

    @Override
    public void serialize(Duration value, JsonGenerator json, SerializationContext context) {
      json.writeNumber(
          BigDecimal.valueOf(value.toMillis())
              .divide(BigDecimal.valueOf(1000), 3, RoundingMode.UNNECESSARY));
    }
  }

  /// A path is written as everywhere else, not as an address.
  private static final class PathWriter extends StdSerializer<Path> {
    PathWriter() {
      super(Path.class);
    }

    @Override
    public void serialize(Path value, JsonGenerator json, SerializationContext context) {
      json.writeString(value.toString());
    }
  }

  private static final class SecondsReader extends StdDeserializer<Duration> {
    /// Three hundred years, for which a counter of nanoseconds is large enough.
    private static final BigDecimal MOST_SECONDS = BigDecimal.valueOf(9_000_000_000L);

    SecondsReader() {
      super(Duration.class);
    }

    @Override
    public Duration deserialize(JsonParser json, DeserializationContext context) {
      var seconds = json.getDecimalValue();
      if (seconds.abs().compareTo(MOST_SECONDS) > 0) {
        return context.reportInputMismatch(
            Duration.class, "more than %s seconds", MOST_SECONDS.toPlainString());
      }
      return Duration.ofMillis(seconds.multiply(BigDecimal.valueOf(1000)).longValue());
    }
  }
}
