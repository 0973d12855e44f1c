package org.powdermill.tools;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Names of the system packages, from the launcher's table for this machine's release. */
final class Packages {

  private static final String FALLBACK_RELEASE = "debian-12";

  private final Map<String, String> byKey;
  private final boolean named;

  private Packages(Map<String, String> byKey, boolean named) {
    this.byKey = byKey;
    this.named = named;
  }

  /**
   * Those of this machine; of Debian 12 where the release is not in the table.
   *
   * @param home the project's folder
   */
  static Packages ofThisMachine(Path home) {
    Path table = home.resolve("launcher").resolve("packages.tsv");
    if (!Files.isReadable(table)) {
      return new Packages(Map.of(), false);
    }
    try {
      List<String> lines = Files.readAllLines(table);
      String release = release(Path.of("/etc/os-release"));
      Map<String, String> row = row(lines, release);
      return row.isEmpty()
          ? new Packages(row(lines, FALLBACK_RELEASE), false)
          : new Packages(row, true);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String release(Path file) throws IOException {
    Map<String, String> values = new HashMap<>();
    if (Files.isReadable(file)) {
      for (String line : Files.readAllLines(file)) {
        int equals = line.indexOf('=');
        if (equals > 0) {
          values.put(line.substring(0, equals), line.substring(equals + 1).replace("\"", ""));
        }
      }
    }
    return values.get("ID") + "-" + values.get("VERSION_ID");
  }

  private static Map<String, String> row(List<String> lines, String release) {
    Map<String, String> row = new HashMap<>();
    String[] columns = {};
    for (String line : lines) {
      String[] fields = line.split("\t", -1);
      if (line.startsWith("# release\t")) {
        columns = fields;
      } else if (fields[0].equals(release)) {
        for (int i = 1; i < Math.min(fields.length, columns.length); i++) {
          row.put(columns[i], fields[i]);
        }
      }
    }
    return row;
  }

  /** What to do to get what stands under a column of the table. */
  String remedy(String key, String otherwise) {
    String name = byKey.getOrDefault(key, "-");
    if (name.equals("-")) {
      return otherwise;
    }
    String install = "apt-get install " + name.replace(',', ' ');
    return (named ? install : install + " (name in Debian 12)") + "; or " + otherwise;
  }
}
