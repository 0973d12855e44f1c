package org.powdermill.tools;

import ch.qos.logback.classic.Level;

/** How much the log tells. */
enum LogLevel {
  ERROR,
  WARN,
  INFO,
  DEBUG;

  Level level() {
    return Level.valueOf(name());
  }
}
