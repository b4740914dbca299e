package org.pharosdns.cli.config;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.toml.TomlFactory;

/// Makes a tree of a text in TOML. Jackson's own mapper would do, but getting it ready takes longer
/// than starting the server.
final class TomlTree {
  private static final TomlFactory FACTORY =
      TomlFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder().maxNestingDepth(KeyLocator.MOST_DEPTH).build())
          .build();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private TomlTree() {}

  /// Returns what reads a text that is valid TOML.
  ///
  /// @throws JacksonException when it is not
  static JsonParser parser(String text) {
    return FACTORY.createParser(ObjectReadContext.empty(), text);
  }

  /// Whether a text was refused for lists and tables in each other, not for what is wrong in it.
  static boolean isTooDeep(JacksonException e) {
    return e instanceof StreamConstraintsException && e.getOriginalMessage().contains("depth");
  }

  /// Returns the root table; an empty one for an empty text.
  ///
  /// @param parser of a text that is nowhere deeper than {@link KeyLocator#MOST_DEPTH}
  static ObjectNode read(JsonParser parser) {
    return parser.nextToken() == JsonToken.START_OBJECT ? object(parser) : NODES.objectNode();
  }

  private static ObjectNode object(JsonParser parser) {
    var object = NODES.objectNode();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      var key = parser.currentName();
      parser.nextToken();
      object.set(key, value(parser));
    }
    return object;
  }

  private static ArrayNode array(JsonParser parser) {
    var array = NODES.arrayNode();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      array.add(value(parser));
    }
    return array;
  }

  private static JsonNode value(JsonParser parser) {
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> array(parser);
      case VALUE_TRUE -> NODES.booleanNode(true);
      case VALUE_FALSE -> NODES.booleanNode(false);
      case VALUE_NUMBER_INT -> integer(parser);
      case VALUE_NUMBER_FLOAT -> fraction(parser);
      case VALUE_STRING -> NODES.stringNode(parser.getString());
      case NOT_AVAILABLE, END_OBJECT, END_ARRAY, PROPERTY_NAME, VALUE_EMBEDDED_OBJECT, VALUE_NULL ->
          throw new IllegalStateException("TOML has no " + parser.currentToken());
    };
  }

  /// What is too large for a double is infinite, as the `inf` of TOML is.
  private static JsonNode fraction(JsonParser parser) {
    return NODES.numberNode(
        parser.getNumberType() == JsonParser.NumberType.BIG_DECIMAL
            ? parser.getDecimalValue().doubleValue()
            : parser.getDoubleValue());
  }

  private static JsonNode integer(JsonParser parser) {
    return switch (parser.getNumberType()) {
      case INT -> NODES.numberNode(parser.getIntValue());
      case LONG -> NODES.numberNode(parser.getLongValue());
      case BIG_INTEGER, FLOAT, DOUBLE, BIG_DECIMAL -> NODES.numberNode(parser.getBigIntegerValue());
    };
  }
}
