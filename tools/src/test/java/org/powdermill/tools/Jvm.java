package org.powdermill.tools;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command line in a JVM of its own. */
final class Jvm {

  private static final String JAVA =
      Path.of(System.getProperty("java.home"), "bin", "java").toString();

  private static final String CLASS_PATH = System.getProperty("java.class.path");

  /** For bash: a function {@code powdermill}. */
  static final String FUNCTION =
      "powdermill() { '%s' -Djava.awt.headless=true -cp '%s' %s \"$@\"; }\n"
          .formatted(JAVA, CLASS_PATH, Powdermill.class.getName());

  private Jvm() {}

  static List<String> command(String... args) {
    List<String> command =
        new ArrayList<>(
            List.of(
                JAVA, "-Djava.awt.headless=true", "-cp", CLASS_PATH, Powdermill.class.getName()));
    command.addAll(List.of(args));
    return command;
  }
}
