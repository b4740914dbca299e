package org.pharosdns.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import org.pharosdns.cli.logging.LogQueue;
import org.slf4j.ILoggerFactory;
import org.slf4j.IMarkerFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.helpers.BasicMarkerFactory;
import org.slf4j.helpers.Reporter;
import org.slf4j.spi.MDCAdapter;
import org.slf4j.spi.SLF4JServiceProvider;

/// Logging by logback to standard error from INFO on, one {@link LogLine} per event, by a {@link
/// LogQueue}.
///
/// In code, and chosen by name: logback's own way to its configuration opens every jar twice, and
/// would take a sixth of a start.
public final class LogProvider implements SLF4JServiceProvider {
  /// The version of slf4j's interface that logback implements.
  private static final String API_VERSION = "2.0.99";

  private final LoggerContext context = new LoggerContext();
  private final IMarkerFactory markers = new BasicMarkerFactory();
  private final LogbackMDCAdapter diagnostics = new LogbackMDCAdapter();

  /// For slf4j, which finds it by its name.
  public LogProvider() {}

  /// Makes this the way of logging; to be called before anybody has a logger.
  static void choose() {
    System.setProperty(LoggerFactory.PROVIDER_PROPERTY_KEY, LogProvider.class.getName());
    System.setProperty(Reporter.SLF4J_INTERNAL_VERBOSITY_KEY, "WARN");
  }

  @Override
  public void initialize() {
    context.setName("default");
    context.setMDCAdapter(diagnostics);
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
    context.start();
  }

  @Override
  public ILoggerFactory getLoggerFactory() {
    return context;
  }

  @Override
  public IMarkerFactory getMarkerFactory() {
    return markers;
  }

  @Override
  public MDCAdapter getMDCAdapter() {
    return diagnostics;
  }

  @Override
  public String getRequestedApiVersion() {
    return API_VERSION;
  }
}
