package org.powdermill.tools;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Standard error: log lines and, on a terminal, a progress bar below them. */
final class StandardError {

  private static final String CLEAR_LINE = "\r\033[K";

  private static final Path DESCRIPTOR = Path.of("/proc/self/fd/2");

  private static volatile boolean barShown;

  private StandardError() {}

  static void line(String text) {
    System.err.print((barShown ? CLEAR_LINE : "") + text + System.lineSeparator());
    System.err.flush();
  }

  static void showsBar(boolean shown) {
    barShown = shown;
  }

  /** The stream itself, in UTF-8 whatever the locale. */
  static PrintStream utf8() {
    return new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
  }

  /** Whether a terminal shows it, where /proc tells; else no. */
  static boolean isTerminal() {
    try {
      String target = Files.readSymbolicLink(DESCRIPTOR).toString();
      return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
    } catch (IOException e) {
      return false;
    }
  }
}
