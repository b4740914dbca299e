package org.pharosdns.cli.gdnsd;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A value of gdnsd's configuration language, and where it stands.
sealed interface Vscf {
  Where where();

  /// A place in a file.
  ///
  /// @param line from 1
  record Where(Path file, int line) {
    @Override
    public String toString() {
      return file + ":" + line;
    }
  }

  /// A string; numbers and booleans are strings as well.
  record Scalar(Where where, String text) implements Vscf {}

  /// An ordered list.
  record Array(Where where, List<Vscf> values) implements Vscf {}

  /// An ordered table.
  record Hash(Where where, Map<String, Vscf> values) implements Vscf {
    /// Returns a table with nothing in it.
    static Hash empty(Where where) {
      return new Hash(where, Map.of());
    }

    /// Returns the value of `key`, or null.
    @Nullable Vscf find(String key) {
      return values.get(key);
    }

    /// Returns where the value of `key` stands, this table itself when there is none.
    Where at(String key) {
      var value = values.get(key);
      return value == null ? where : value.where();
    }

    /// Returns the table at `key`, empty when there is none.
    Hash table(String key) {
      return values.get(key) instanceof Hash hash ? hash : empty(where);
    }

    /// Returns the text at `key`, or `otherwise`.
    String text(String key, String otherwise) {
      return values.get(key) instanceof Scalar scalar ? scalar.text() : otherwise;
    }

    /// Whether `key` says true.
    boolean isTrue(String key) {
      return text(key, "false").equalsIgnoreCase("true");
    }

    /// Returns the strings at `key`; a single value is a list of one.
    List<String> texts(String key) {
      var value = values.get(key);
      return value == null ? List.of() : Vscf.texts(value);
    }

    /// Returns this table with what it does not say itself taken from `defaults`.
    Hash over(Hash defaults) {
      var merged = new LinkedHashMap<>(defaults.values);
      merged.putAll(values);
      return new Hash(where, merged);
    }

    /// Returns this table without some keys.
    Hash without(List<String> keys) {
      var left = new LinkedHashMap<>(values);
      keys.forEach(left::remove);
      return new Hash(where, left);
    }
  }

  /// Returns the strings of a string or a list of strings.
  static List<String> texts(Vscf value) {
    return switch (value) {
      case Scalar scalar -> List.of(scalar.text());
      case Array array -> array.values().stream().flatMap(each -> texts(each).stream()).toList();
      case Hash hash -> List.of();
    };
  }
}
