package org.powdermill.tests.fuzz;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.powdermill.tools.Powdermill;

/** A command in this process: it ends well, or with one line for people. */
final class CommandCall {

  private CommandCall() {}

  /** What the user is told where the status is 1 or 2; empty where it is 0. */
  static Optional<String> refusal(String... words) {
    StringWriter told = new StringWriter();
    StringWriter out = new StringWriter();
    int status =
        Powdermill.run(
            new PrintWriter(out, true),
            new PrintWriter(told, true),
            Map.of(),
            Path.of("/nonexistent"),
            words);
    String line = told.toString().stripTrailing();
    if (line.contains("an error of the program") || line.contains("\tat ")) {
      throw new IllegalStateException(line);
    }
    return switch (status) {
      case 0 -> Optional.empty();
      case 1, 2 -> Optional.of(line.isEmpty() ? out.toString().stripTrailing() : line);
      default -> throw new IllegalStateException("status " + status + ": " + line);
    };
  }
}
