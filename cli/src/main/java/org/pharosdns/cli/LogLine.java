package org.pharosdns.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.encoder.EncoderBase;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/// One event as one line: local time with its offset, level, message; then the stack trace of an
/// exception.
///
/// ```
/// 2026-03-01T12:00:00.000+01:00 WARN  the verdicts could not be saved: disk full
/// ```
final class LogLine extends EncoderBase<ILoggingEvent> {
  private static final byte[] NOTHING = {};
  private static final int LEVEL_WIDTH = 5;

  /// Made when the first line is written: most starts write none.
  private static final class Time {
    static final DateTimeFormatter FORMAT =
        DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSXXX")
            .withZone(ZoneId.systemDefault());
  }

  @Override
  public byte[] headerBytes() {
    return NOTHING;
  }

  @Override
  public byte[] encode(ILoggingEvent event) {
    var line = new StringBuilder(160);
    Time.FORMAT.formatTo(event.getInstant(), line);
    var level = event.getLevel().toString();
    line.append(' ').append(level).repeat(' ', Math.max(0, LEVEL_WIDTH - level.length()));
    line.append(' ').append(event.getFormattedMessage()).append(System.lineSeparator());
    var thrown = event.getThrowableProxy();
    if (thrown != null) {
      line.append(ThrowableProxyUtil.asString(thrown));
    }
    return line.toString().getBytes(UTF_8);
  }

  @Override
  public byte[] footerBytes() {
    return NOTHING;
  }
}
