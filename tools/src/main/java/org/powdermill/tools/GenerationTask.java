package org.powdermill.tools;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.powdermill.production.IndexRange;
import org.powdermill.production.ShardRecipe;
import org.powdermill.symmetry.SymmetryFinder;

/**
 * What {@code generate} is to do, whichever way.
 *
 * @param recipe what decides the diffractograms
 * @param finder judges the rare crystal with a finer lattice
 * @param folder where they go
 * @param range which diffractograms
 * @param threads of this process
 */
record GenerationTask(
    ShardRecipe recipe, SymmetryFinder finder, Path folder, IndexRange range, int threads) {

  /**
   * What came of it.
   *
   * @param status exit status
   * @param line for people
   * @param fields for programs
   */
  record Outcome(int status, String line, Map<String, Object> fields) {}

  /** What a summary for programs begins with. */
  Map<String, Object> fields(String nameOfFolder) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put(nameOfFolder, folder.toString());
    return fields;
  }

  /** What a summary for programs ends with. */
  void addOrigin(Map<String, Object> fields) {
    fields.put("seed", recipe.seed());
    fields.put("statistics_digest", recipe.statistics().digest());
    fields.put("threads", threads);
  }
}
