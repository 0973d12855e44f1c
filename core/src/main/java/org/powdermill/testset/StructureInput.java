package org.powdermill.testset;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Where the crystals of a test set come from.
 *
 * @param structures tables, CIFs, folders, archives, CSV files with labels
 * @param ids which of them; without a list those that the statistics do not know
 * @param statisticsIds the crystals that the statistics were made of; without a list the structures
 *     are divided again as they were then
 * @param allowTrainingStructures whether structures may be of types that stand in the statistics
 */
public record StructureInput(
    List<Path> structures,
    Optional<Set<String>> ids,
    Optional<Set<String>> statisticsIds,
    boolean allowTrainingStructures) {

  /** Copies the lists. */
  public StructureInput {
    structures = List.copyOf(structures);
    ids = ids.map(Set::copyOf);
    statisticsIds = statisticsIds.map(Set::copyOf);
  }
}
