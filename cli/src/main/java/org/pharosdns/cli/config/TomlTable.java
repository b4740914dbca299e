package org.pharosdns.cli.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.pharosdns.zone.model.Problem;
import org.pharosdns.zone.steer.Place;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A table of a TOML file with readers that say what is wrong where, and then give null, so that
/// reading goes on and all problems are found at once.
final class TomlTable {
  private final TomlFile toml;
  private final List<String> path;
  private final ObjectNode node;

  TomlTable(TomlFile toml, List<String> path, ObjectNode node) {
    this.toml = toml;
    this.path = path;
    this.node = node;
  }

  /// Reports every key that is unknown or not supported yet.
  void allow(Keys keys) {
    for (var property : node.properties()) {
      var key = property.getKey();
      var accepted = keys.later().get(key);
      if (accepted != null) {
        if (accepted.isEmpty() || !accepted.equals(property.getValue().asString(""))) {
          error(key, "\"" + key + "\" is not supported yet");
        }
      } else if (!keys.known().contains(key)) {
        toml.add(unknown(key, property.getValue(), keys.nearest(key)));
      }
    }
  }

  private Problem unknown(String key, JsonNode value, @Nullable String nearest) {
    var problem = place(key).error("unknown key \"" + key + "\"");
    if (nearest != null) {
      return problem.withHint("did you mean \"" + nearest + "\"?");
    }
    return value.isObject() && !path.isEmpty()
        ? problem.withHint("a name with dots needs quotes: \"" + path.getLast() + "." + key + "\"")
        : problem;
  }

  boolean has(String key) {
    return node.has(key);
  }

  /// Returns the keys in the order of the file.
  List<String> keys() {
    return node.properties().stream().map(Map.Entry::getKey).toList();
  }

  /// Returns the place of the table itself.
  Place place() {
    return toml.place(path);
  }

  Place place(String... keys) {
    var longer = new ArrayList<>(path);
    longer.addAll(List.of(keys));
    return toml.place(longer);
  }

  void error(String key, String message) {
    toml.add(place(key).error(message));
  }

  void add(Problem problem) {
    toml.add(problem);
  }

  /// Returns how many problems were found in the file so far.
  int problemCount() {
    return toml.problemCount();
  }

  List<Problem> problems() {
    return toml.problems();
  }

  Path file() {
    return toml.file();
  }

  /// Whether the value is text, for keys that take several kinds.
  boolean isText(String key) {
    return node.path(key).isString();
  }

  private boolean isInteger(String key) {
    return node.path(key).isIntegralNumber();
  }

  boolean isZero(String key) {
    return isInteger(key) && node.path(key).bigIntegerValue().signum() == 0;
  }

  /// Returns the number of elements of a list, bad ones included; 0 when there is no list.
  int listSize(String key) {
    return node.path(key).isArray() ? node.path(key).size() : 0;
  }

  /// Returns a table without keys that stands where the table at `key` would.
  TomlTable empty(String key) {
    return new TomlTable(toml, List.of(key), node.objectNode());
  }

  /// Whether the value is a list, for keys that are needed.
  boolean isList(String key) {
    return node.path(key).isArray();
  }

  /// Returns the tables of a list of tables, in the order of the file; elements that are none are
  /// reported and left out.
  List<TomlTable> tableList(String key) {
    if (!has(key)) {
      return List.of();
    }
    var value = node.path(key);
    if (!value.isArray()) {
      error(key, key + " must be a list of tables, not " + kind(value));
      return List.of();
    }
    var result = new ArrayList<TomlTable>();
    for (var i = 0; i < value.size(); i++) {
      var longer = new ArrayList<>(path);
      longer.addAll(List.of(key, Integer.toString(i)));
      if (value.path(i) instanceof ObjectNode object) {
        result.add(new TomlTable(toml, List.copyOf(longer), object));
      } else {
        toml.add(toml.place(longer).error(key + " must hold tables, not " + kind(value.path(i))));
      }
    }
    return result;
  }

  boolean isTable(String key) {
    return node.path(key).isObject();
  }

  @Nullable String text(String key) {
    return text(key, "text in quotes");
  }

  private @Nullable String text(String key, String what) {
    if (!has(key)) {
      return null;
    }
    var value = node.path(key);
    if (!value.isString()) {
      wrongType(key, what, value);
      return null;
    }
    return value.asString();
  }

  /// Returns what `parse` makes of a text; its IllegalArgumentException becomes a problem.
  <T> @Nullable T parsed(String key, String what, Function<String, T> parse) {
    var text = text(key, what);
    return text == null ? null : attempt(place(key), text, parse);
  }

  private <T> @Nullable T attempt(Place place, String text, Function<String, T> parse) {
    try {
      return parse.apply(text);
    } catch (IllegalArgumentException e) {
      toml.add(place.error(String.valueOf(e.getMessage())));
      return null;
    }
  }

  /// Returns what `parse` makes of each key and text of a table, in the order of the file; what it
  /// throws becomes a problem.
  Map<String, String> texts(String key, BinaryOperator<String> parse) {
    var texts = new LinkedHashMap<String, String>();
    var found = table(key);
    if (found != null) {
      for (var each : found.keys()) {
        var value = found.parsed(each, "text", text -> parse.apply(each, text));
        if (value != null) {
          texts.put(each, value);
        }
      }
    }
    return texts;
  }

  /// Returns the value of `words` that the text names.
  <T> @Nullable T choice(String key, Map<String, T> words) {
    return parsed(key, "one of " + quoted(words), word -> chosen(word, key, words));
  }

  private static <T> T chosen(String word, String key, Map<String, T> words) {
    var chosen = words.get(word);
    if (chosen == null) {
      throw new IllegalArgumentException(
          key + " must be one of " + quoted(words) + ", not \"" + word + "\"");
    }
    return chosen;
  }

  private static String quoted(Map<String, ?> words) {
    return "\"" + String.join("\", \"", words.keySet()) + "\"";
  }

  @Nullable Boolean flag(String key) {
    if (!has(key)) {
      return null;
    }
    var value = node.path(key);
    if (!value.isBoolean()) {
      wrongType(key, "true or false", value);
      return null;
    }
    return value.asBoolean();
  }

  /// Returns a whole number from `least` to `most`.
  @Nullable Integer integer(String key, int least, int most) {
    if (!has(key)) {
      return null;
    }
    var value = node.path(key);
    if (!value.isIntegralNumber()) {
      wrongType(key, "a whole number", value);
      return null;
    }
    if (!value.canConvertToInt() || value.asInt() < least || value.asInt() > most) {
      error(key, key + " must be from " + least + " to " + most + ", not " + value.asString(""));
      return null;
    }
    return value.asInt();
  }

  /// Returns a number from 0 to 1.
  @Nullable Double share(String key) {
    if (!has(key)) {
      return null;
    }
    var value = node.path(key);
    if (!value.isNumber()) {
      wrongType(key, "a number from 0 to 1", value);
      return null;
    }
    var share = value.asDouble();
    if (!(share >= 0 && share <= 1)) {
      error(key, key + " must be from 0 to 1, not " + value.asString(""));
      return null;
    }
    return share;
  }

  /// Returns a duration of at least `least`.
  @Nullable Duration duration(String key, Duration least) {
    if (has(key) && node.path(key).isNumber()) {
      error(key, key + " needs a unit: \"" + node.path(key).asString("") + "s\"");
      return null;
    }
    var duration = parsed(key, "a duration such as \"5s\"", Values::duration);
    if (duration != null && duration.compareTo(least) < 0) {
      error(key, key + " must be at least " + least.toMillis() + "ms");
      return null;
    }
    return duration;
  }

  /// Returns a duration of whole seconds, at least `least` of them: a TTL.
  @Nullable Duration ttl(String key, int least) {
    var duration = duration(key, Duration.ofSeconds(least));
    if (duration != null && !duration.equals(Duration.ofSeconds(duration.toSeconds()))) {
      error(key, key + " is a TTL and must be whole seconds");
      return null;
    }
    return duration;
  }

  /// Returns a size in octets.
  @Nullable Integer size(String key, int least, int most) {
    var size = parsed(key, "a size such as \"16KiB\"", Values::size);
    if (size != null && (size < least || size > most)) {
      error(key, key + " must be from " + least + " to " + most + " octets");
      return null;
    }
    return size == null ? null : Math.toIntExact(size);
  }

  /// Returns a path relative to the folder of this file.
  @Nullable Path path(String key) {
    var folder = toml.file().toAbsolutePath().getParent();
    return parsed(
        key, "a path", text -> folder == null ? Path.of(text) : folder.resolve(text).normalize());
  }

  /// Returns what `parse` makes of each text of a list; bad elements are reported and left out.
  <T> @Nullable List<T> list(String key, Function<String, T> parse) {
    if (!has(key)) {
      return null;
    }
    var value = node.path(key);
    if (!value.isArray()) {
      wrongType(key, "a list", value);
      return null;
    }
    var result = new ArrayList<T>();
    for (var i = 0; i < value.size(); i++) {
      var place = place(key, Integer.toString(i));
      if (!value.path(i).isString()) {
        toml.add(place.error(key + " must hold texts in quotes, not " + kind(value.path(i))));
        continue;
      }
      var element = attempt(place, value.path(i).asString(), parse);
      if (element != null) {
        result.add(element);
      }
    }
    return result;
  }

  /// Returns what is made of each element of a list of texts and tables; bad elements are reported
  /// and left out. No list: nothing.
  ///
  /// @param ofText its IllegalArgumentException becomes a problem
  /// @param ofTable reports by itself and gives null when something is wrong
  <T> List<T> elements(
      String key, Function<String, T> ofText, Function<TomlTable, @Nullable T> ofTable) {
    var value = node.path(key);
    if (has(key) && !value.isArray()) {
      wrongType(key, "a list", value);
    }
    var result = new ArrayList<T>();
    for (var i = 0; i < listSize(key); i++) {
      var element = element(key, i, ofText, ofTable);
      if (element != null) {
        result.add(element);
      }
    }
    return result;
  }

  private <T> @Nullable T element(
      String key, int i, Function<String, T> ofText, Function<TomlTable, @Nullable T> ofTable) {
    var value = node.path(key).path(i);
    var place = place(key, Integer.toString(i));
    if (value.isString()) {
      return attempt(place, value.asString(), ofText);
    }
    if (value instanceof ObjectNode object) {
      var longer = new ArrayList<>(path);
      longer.addAll(List.of(key, Integer.toString(i)));
      return ofTable.apply(new TomlTable(toml, List.copyOf(longer), object));
    }
    toml.add(place.error(key + " must hold texts or tables, not " + kind(value)));
    return null;
  }

  /// Returns the table at `key`, or null.
  @Nullable TomlTable table(String key) {
    if (!has(key)) {
      return null;
    }
    if (!(node.path(key) instanceof ObjectNode object)) {
      wrongType(key, "a table", node.path(key));
      return null;
    }
    var longer = new ArrayList<>(path);
    longer.add(key);
    return new TomlTable(toml, List.copyOf(longer), object);
  }

  /// Returns the tables inside the table at `key`, by name, in the order of the file.
  Map<String, TomlTable> tables(String key) {
    var result = new LinkedHashMap<String, TomlTable>();
    var parent = table(key);
    if (parent != null) {
      for (var name : parent.keys()) {
        var table = parent.table(name);
        if (table != null) {
          result.put(name, table);
        }
      }
    }
    return result;
  }

  private void wrongType(String key, String wanted, JsonNode value) {
    error(key, key + " must be " + wanted + ", not " + kind(value));
  }

  private static String kind(JsonNode value) {
    return switch (value.getNodeType()) {
      case STRING -> "text";
      case NUMBER -> "the number " + value.asString("");
      case BOOLEAN -> value.asString("");
      case ARRAY -> "a list";
      case OBJECT -> "a table";
      case BINARY, MISSING, NULL, POJO -> "nothing";
    };
  }
}
