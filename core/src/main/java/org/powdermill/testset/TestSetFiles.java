package org.powdermill.testset;

import java.nio.file.Path;

/** Names of the files that belong to a test set: {@code F.rejects.csv} beside {@code F.h5}. */
public final class TestSetFiles {

  /** Ending of the list of what gave no row. */
  public static final String REJECTS = ".rejects.csv";

  /** Ending of the list of crystals with a coarse match among the statistics. */
  public static final String COARSE_MATCHES = ".coarse-matches.txt";

  private TestSetFiles() {}

  /** The file of the same name as a test set but for the ending. */
  public static Path beside(Path file, String ending) {
    String name = file.getFileName().toString();
    String stem = name.endsWith(".h5") ? name.substring(0, name.length() - 3) : name;
    return file.resolveSibling(stem + ending);
  }
}
