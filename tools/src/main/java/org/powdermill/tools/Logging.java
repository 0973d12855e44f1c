package org.powdermill.tools;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import ch.qos.logback.core.FileAppender;
import ch.qos.logback.core.spi.ContextAwareBase;
import java.nio.file.Files;
import java.nio.file.Path;
import org.powdermill.files.FileException;
import org.slf4j.LoggerFactory;

/**
 * The log: one line an event on standard error, and with times in a file where one is named.
 *
 * <p>Logback finds this class by its service loader and then looks for no configuration file.
 */
public final class Logging extends ContextAwareBase implements Configurator {

  private static final String FILE_PATTERN =
      "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5level %logger{0} %msg%n";

  /** For Logback. */
  public Logging() {}

  @Override
  public ExecutionStatus configure(LoggerContext context) {
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.WARN);
    ToStandardError appender = new ToStandardError();
    appender.setContext(context);
    appender.start();
    root.addAppender(appender);
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }

  /**
   * Sets level and file.
   *
   * @param file null for none
   */
  static void start(LogLevel level, Path file) {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).setLevel(Level.WARN);
    context.getLogger("org.powdermill").setLevel(level.level());
    if (file != null) {
      context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).addAppender(toFile(context, file));
    }
  }

  private static FileAppender<ILoggingEvent> toFile(LoggerContext context, Path file) {
    Path folder = file.toAbsolutePath().getParent();
    if (!Files.isDirectory(folder) || !Files.isWritable(folder)) {
      throw new FileException(
          "cannot write the log %s: %s is no folder to write into".formatted(file, folder));
    }
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setPattern(FILE_PATTERN);
    encoder.start();
    FileAppender<ILoggingEvent> appender = new FileAppender<>();
    appender.setContext(context);
    appender.setFile(file.toString());
    appender.setEncoder(encoder);
    appender.start();
    return appender;
  }

  /** {@code powdermill: warning: ...}, above a progress bar where one is shown. */
  private static final class ToStandardError extends AppenderBase<ILoggingEvent> {

    @Override
    protected void append(ILoggingEvent event) {
      String level =
          event.getLevel().isGreaterOrEqual(Level.ERROR)
              ? "error: "
              : event.getLevel().isGreaterOrEqual(Level.WARN) ? "warning: " : "";
      StandardError.line("powdermill: " + level + event.getFormattedMessage());
    }
  }
}
