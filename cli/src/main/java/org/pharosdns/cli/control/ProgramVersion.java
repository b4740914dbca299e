package org.pharosdns.cli.control;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;

/// What the build wrote down about this program.
public final class ProgramVersion {
  private ProgramVersion() {}

  /// Returns the version of this program.
  public static String text() {
    try (InputStream file =
        Objects.requireNonNull(ProgramVersion.class.getResourceAsStream("version.properties"))) {
      var properties = new Properties();
      properties.load(new InputStreamReader(file, UTF_8));
      return properties.getProperty("version");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
