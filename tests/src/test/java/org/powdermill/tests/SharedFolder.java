package org.powdermill.tests;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The oracles and structures beside the repository ({@code ../shared}, or where {@code
 * POWDERMILL_SHARED} says): data for tests, no part of the product.
 */
public final class SharedFolder {

  private static final String ENVIRONMENT = "POWDERMILL_SHARED";

  private SharedFolder() {}

  /** A file or folder of it; where it is absent the test is skipped with the reason. */
  public static Path require(String relative) {
    Path path = folder().resolve(relative);
    assumeTrue(
        Files.exists(path), () -> "needs ../shared/%s (or %s)".formatted(relative, ENVIRONMENT));
    return path;
  }

  private static Path folder() {
    String named = System.getenv(ENVIRONMENT);
    return named == null || named.isBlank()
        ? repositoryRoot().resolveSibling("shared")
        : Path.of(named);
  }

  /** The folder with {@code .mvn}, from the working directory upwards. */
  private static Path repositoryRoot() {
    Path start = Path.of("").toAbsolutePath();
    for (Path folder = start; folder != null; folder = folder.getParent()) {
      if (Files.isDirectory(folder.resolve(".mvn"))) {
        return folder;
      }
    }
    return start;
  }
}
