package org.powdermill.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Properties;

/**
 * Which Powdermill this is.
 *
 * @param version version of the release or snapshot
 * @param commit git commit that it was built from, where it was built from one
 */
public record Build(String version, Optional<String> commit) {

  private static final Build CURRENT = read();

  /** What the build wrote down. */
  public static Build current() {
    return CURRENT;
  }

  private static Build read() {
    Properties properties = new Properties();
    try (InputStream stream = Build.class.getResourceAsStream("build.properties")) {
      properties.load(stream);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String commit = properties.getProperty("commit");
    return new Build(
        properties.getProperty("version"),
        commit.matches("[0-9a-f]{40}") ? Optional.of(commit) : Optional.empty());
  }

  /** {@code powdermill 0.1.0 (0123456789ab)}. */
  @Override
  public String toString() {
    return "powdermill "
        + version
        + commit.map(id -> " (%s)".formatted(id.substring(0, 12))).orElse("");
  }
}
