package org.powdermill.trainer.evaluation;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import org.powdermill.hdf5.PredictionRows;
import org.powdermill.hdf5.ShardReader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One model, any number of sets: all are looked at before the first is predicted. */
public final class EvaluationRun {

  /**
   * What was found of a set.
   *
   * @param set the set
   * @param predictions what the model says of each row
   * @param metrics the figures
   */
  public record Result(EvaluatedSet set, PredictionRows predictions, SetMetrics metrics) {}

  private static final Logger LOG = LoggerFactory.getLogger(EvaluationRun.class);

  private final SetEvaluator evaluator;
  private final NearestNeighbour neighbours;
  private final long seed;
  private final List<EvaluatedSet> sets = new ArrayList<>();
  private long rows;

  /**
   * Looks at the sets.
   *
   * @param files by the names of the sets
   * @param seed of the bootstrap over minerals
   * @throws EvaluationException if a set does not fit the model
   * @throws org.powdermill.hdf5.ShardException if a set is not to be trusted
   * @throws org.powdermill.files.FileException if a set cannot be read
   */
  public EvaluationRun(
      SetEvaluator evaluator, Map<String, Path> files, NearestNeighbour neighbours, long seed) {
    this.evaluator = evaluator;
    this.neighbours = neighbours;
    this.seed = seed;
    files.forEach(
        (name, file) -> {
          try (ShardReader reader = ShardReader.open(file)) {
            sets.add(EvaluatedSet.of(name, file, reader, evaluator.model()));
            rows += reader.rows();
          }
        });
  }

  /** Rows of all sets. */
  public long rows() {
    return rows;
  }

  /**
   * Evaluates.
   *
   * @param stop asked before each block
   * @param progress told how many rows more are predicted
   * @return empty where it was stopped; else in the order of the files
   */
  public Optional<List<Result>> results(BooleanSupplier stop, LongConsumer progress) {
    List<Result> results = new ArrayList<>();
    for (EvaluatedSet set : sets) {
      try (ShardReader reader = ShardReader.open(set.file())) {
        LOG.info("{}: {} diffractograms", set.name(), reader.rows());
        Optional<PredictionRows> predictions =
            evaluator.predict(reader, neighbours, stop, progress);
        if (predictions.isEmpty()) {
          return Optional.empty();
        }
        SetMetrics metrics =
            new MetricsCalculation(set, predictions.get())
                .metrics(neighbours.takeAccuracy(), neighbours.size(), seed);
        results.add(new Result(set, predictions.get(), metrics));
      }
    }
    return Optional.of(results);
  }

  /**
   * The gap between synthetic and real accuracy.
   *
   * @param named names of the sets of some kinds; if empty, the sets' own kinds tell
   * @return empty where there is no set of rebuilt crystals, or no other one beside it, or where
   *     two sets are of one kind and none is named
   */
  public static Optional<AccuracyGap> gap(List<Result> results, Map<SetKind, String> named) {
    Map<String, Result> byName = new LinkedHashMap<>();
    results.forEach(result -> byName.put(result.set().name(), result));
    Map<SetKind, AccuracyGap.Named> sets = new EnumMap<>(SetKind.class);
    if (named.isEmpty()) {
      for (Result result : results) {
        AccuracyGap.Named before = sets.put(result.set().kind(), named(result));
        if (before != null && result.set().kind() != SetKind.MEASURED) {
          return Optional.empty();
        }
      }
    } else {
      named.forEach((kind, name) -> sets.put(kind, named(byName.get(name))));
    }
    sets.remove(SetKind.MEASURED);
    return Optional.of(AccuracyGap.of(sets)).filter(gap -> !gap.steps().isEmpty());
  }

  private static AccuracyGap.Named named(Result result) {
    return new AccuracyGap.Named(result.set().name(), result.predictions());
  }
}
