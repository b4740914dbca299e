package org.pharosdns.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.core.spi.ContextAwareBase;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import org.pharosdns.cli.logging.LogQueue;
import org.slf4j.Logger;

/// Logging to standard error from INFO on, one {@link LogLine} per event, by a {@link LogQueue}.
///
/// In code and not in a file of logback's: reading that one takes longer than starting the server.
public final class LogConfiguration extends ContextAwareBase implements Configurator {
  /// For the service loader.
  public LogConfiguration() {}

  @Override
  public ExecutionStatus configure(LoggerContext context) {
    var line = new LogLine();
    line.setContext(context);
    line.start();
    var appender = new LogQueue(line, new FileOutputStream(FileDescriptor.err));
    appender.setContext(context);
    appender.setName("stderr");
    appender.start();
    var root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.INFO);
    root.addAppender(appender);
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }
}
