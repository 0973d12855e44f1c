package org.powdermill.trainer.evaluation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Function;
import org.powdermill.files.AtomicFile;
import org.powdermill.hdf5.PredictionFile;

/** The folder that an evaluation leaves: docs/evaluation.md. */
public final class EvaluationFolder {

  /** The figures, by the names of the sets. */
  public static final String METRICS = "metrics.json";

  /** The gap between synthetic and real accuracy. */
  public static final String GAP = "gap.json";

  /** Two models on the same samples. */
  public static final String COMPARISON = "comparison.json";

  /** The page. */
  public static final String PAGE = "report.html";

  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE);

  private final Path folder;

  /** A folder, made where it is missing. */
  public EvaluationFolder(Path folder) {
    this.folder = folder;
    AtomicFile.createFolder(folder);
  }

  /**
   * Writes figures and predictions; predictions of an older evaluation that are not written anew
   * go.
   *
   * @param model file name of the model
   * @param digests of what the predictions for a set come from, as {@link PredictionFile} names
   *     them
   * @throws org.powdermill.files.FileException if that fails
   */
  public void write(
      List<EvaluationRun.Result> results,
      Optional<AccuracyGap> gap,
      String model,
      Function<EvaluatedSet, SortedMap<String, String>> digests) {
    Map<String, SetMetrics> metrics = new LinkedHashMap<>();
    for (EvaluationRun.Result result : results) {
      String name = result.set().name();
      new PredictionFile(name, model, digests.apply(result.set()), result.predictions())
          .write(predictions(name));
      metrics.put(name, result.metrics());
    }
    Path gapFile = folder.resolve(GAP);
    gap.ifPresentOrElse(found -> write(gapFile, found), () -> AtomicFile.delete(gapFile));
    write(folder.resolve(METRICS), metrics);
    deletePredictionsBut(metrics.keySet());
  }

  /**
   * Writes a comparison.
   *
   * @throws org.powdermill.files.FileException if that fails
   */
  public void write(ModelComparison comparison) {
    write(folder.resolve(COMPARISON), comparison);
  }

  /** Where the predictions for a set stand. */
  public Path predictions(String set) {
    return folder.resolve(ModelComparison.PREFIX + set + ModelComparison.ENDING);
  }

  private void deletePredictionsBut(Set<String> sets) {
    ModelComparison.predictions(folder)
        .forEach(
            (set, file) -> {
              if (!sets.contains(set)) {
                AtomicFile.delete(file);
              }
            });
  }

  private static void write(Path file, Object content) {
    try {
      AtomicFile.write(file, JSON.writeValueAsString(content) + "\n");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
