package org.pharosdns.cli.admin;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The text of one scrape. Names, labels and comments come as octets that were made before, so that
/// a sample costs two copies and the digits of its value. Owned by one thread.
final class MetricText {
  /// Up to here a double holds every whole number.
  private static final double MOST_WHOLE = 1L << 53;

  private static final int MOST_DIGITS = 20;

  private final TextForm form;
  private byte[] octets;
  private int size;
  private @Nullable Family family;

  /// @param expected how many octets it may become
  MetricText(TextForm form, int expected) {
    this.form = form;
    octets = new byte[expected];
  }

  /// Adds a sample. All of one metric must follow each other.
  ///
  /// @param labels of {@link LabelText}
  void add(Family of, byte[] labels, long value) {
    begin(of);
    put(of.name());
    put(labels);
    end(value);
  }

  /// Adds a sample that need not be a whole number.
  void add(Family of, byte[] labels, double value) {
    begin(of);
    put(of.name());
    put(labels);
    end(value);
  }

  void add(Family of, long value) {
    add(of, LabelText.NONE, value);
  }

  void add(Family of, double value) {
    add(of, LabelText.NONE, value);
  }

  void add(Family of, byte[] labels, boolean value) {
    add(of, labels, value ? 1 : 0);
  }

  /// Begins a metric, unless it has begun.
  void begin(Family next) {
    if (family != next) {
      family = next;
      put(next.head(form));
    }
  }

  /// Adds a line of the metric that has begun.
  ///
  /// @param prefix all of it before the value, but for the space
  void line(byte[] prefix, double value) {
    put(prefix);
    end(value);
  }

  /// Adds a line of the metric that has begun, whose value is a whole number.
  void line(byte[] prefix, long value) {
    put(prefix);
    end(value);
  }

  private void end(double value) {
    if (value == Math.rint(value) && Math.abs(value) < MOST_WHOLE) {
      end((long) value);
      return;
    }
    put(' ');
    put(Double.toString(value).getBytes(ISO_8859_1));
    put('\n');
  }

  private void end(long value) {
    grow(MOST_DIGITS + 2);
    octets[size++] = ' ';
    var rest = value;
    if (rest < 0) {
      octets[size++] = '-';
      rest = -rest;
    }
    var digits = 1;
    for (var each = rest; each >= 10; each /= 10) {
      digits++;
    }
    for (var i = size + digits - 1; i >= size; i--) {
      octets[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    size += digits;
    octets[size++] = '\n';
  }

  private void put(char character) {
    grow(1);
    octets[size++] = (byte) character;
  }

  private void put(byte[] from) {
    grow(from.length);
    System.arraycopy(from, 0, octets, size, from.length);
    size += from.length;
  }

  private void grow(int room) {
    if (octets.length - size < room) {
      octets = Arrays.copyOf(octets, Math.max(2 * octets.length, size + room));
    }
  }

  /// Returns all of it.
  byte[] finish() {
    for (var line : form.lines()) {
      put((line + '\n').getBytes(UTF_8));
    }
    return Arrays.copyOf(octets, size);
  }
}
