package org.pharosdns.cli.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.BiPredicate;
import java.util.function.Function;

/// Labels as they stand in a sample, `{name="x",type="A"}`, escaped by the library.
final class LabelText {
  /// No labels.
  static final byte[] NONE = {};

  private LabelText() {}

  /// Returns labels.
  ///
  /// @param labels names and values by turns
  static byte[] of(String... labels) {
    var points = List.of(new GaugeDataPointSnapshot(0, Labels.of(labels), null));
    var gauge = new GaugeSnapshot(new MetricMetadata("x", "x"), points);
    return Family.prefixes(gauge).getFirst().substring(1).stripTrailing().getBytes(UTF_8);
  }

  /// Returns the labels of some words, each in lower case.
  static byte[][] each(String label, Enum<?>... words) {
    return Arrays.stream(words).map(word -> of(label, lower(word))).toArray(byte[][]::new);
  }

  /// Returns how a word of ours stands in a label.
  static String lower(Enum<?> word) {
    return word.name().toLowerCase(Locale.ROOT);
  }

  /// What is made of things that come in a list again and again. It is made anew only where another
  /// thing stands in a place. Owned by one thread at a time.
  static final class Cache<T, V> {
    private final BiPredicate<T, T> same;
    private final Function<T, V> maker;
    private final List<T> things = new ArrayList<>();
    private final List<V> made = new ArrayList<>();

    /// @param same whether the same would be made of two
    Cache(BiPredicate<T, T> same, Function<T, V> maker) {
      this.same = same;
      this.maker = maker;
    }

    /// Returns what is made of each, to be read before this is called again.
    List<V> of(List<T> now) {
      for (var i = 0; i < now.size(); i++) {
        var thing = now.get(i);
        if (i == things.size()) {
          things.add(thing);
          made.add(maker.apply(thing));
        } else if (!same.test(things.get(i), thing)) {
          things.set(i, thing);
          made.set(i, maker.apply(thing));
        }
      }
      things.subList(now.size(), things.size()).clear();
      made.subList(now.size(), made.size()).clear();
      return made;
    }
  }
}
