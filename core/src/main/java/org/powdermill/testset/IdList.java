package org.powdermill.testset;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.powdermill.files.AtomicFile;
import org.powdermill.statistics.StatisticsOrigin;
import org.powdermill.statistics.run.StatisticsFolder;

/** Reads lists of ids, an id a line, as {@code statistics} writes them. */
public final class IdList {

  private static final long MAX_BYTES = 256L << 20;

  private IdList() {}

  /**
   * Reads a list.
   *
   * @throws TestSetException if it cannot be read or is empty
   */
  public static Set<String> read(Path file) {
    Set<String> ids = new HashSet<>();
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw new TestSetException("%s is no list of ids: too large".formatted(file));
      }
      Files.readString(file, StandardCharsets.UTF_8)
          .lines()
          .map(String::strip)
          .filter(id -> !id.isEmpty())
          .forEach(ids::add);
    } catch (IOException e) {
      throw new TestSetException("cannot read %s: %s".formatted(file, AtomicFile.reason(e)), e);
    }
    if (ids.isEmpty()) {
      throw new TestSetException("%s holds no id".formatted(file));
    }
    return ids;
  }

  /** The list that {@code statistics} left beside a statistics file, if it is of these. */
  public static Optional<Set<String>> besideStatistics(Path statistics, StatisticsOrigin origin) {
    Path list = statistics.resolveSibling(StatisticsFolder.SPLIT_STATISTICS);
    return Files.isRegularFile(list)
        ? Optional.of(read(list)).filter(ids -> ids.size() == origin.crystals())
        : Optional.empty();
  }
}
