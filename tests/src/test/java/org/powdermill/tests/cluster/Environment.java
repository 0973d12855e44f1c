package org.powdermill.tests.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The variables that a process was started with. */
final class Environment {

  private Environment() {}

  /** None for a process that has ended or belongs to somebody else. */
  static Map<String, String> of(long pid) {
    Map<String, String> variables = new HashMap<>();
    try {
      for (String line :
          Files.readString(Path.of("/proc/" + pid + "/environ"), UTF_8).split("\0", -1)) {
        int sign = line.indexOf('=');
        if (sign > 0) {
          variables.put(line.substring(0, sign), line.substring(sign + 1));
        }
      }
    } catch (IOException e) {
      return Map.of();
    }
    return variables;
  }
}
