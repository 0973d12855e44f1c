package org.powdermill.trainer.evaluation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.powdermill.hdf5.PredictionRows;
import org.powdermill.symmetry.CrystalSystem;
import org.powdermill.symmetry.EnantiomorphicPair;
import org.powdermill.symmetry.SpaceGroup;
import org.powdermill.trainer.evaluation.SetMetrics.Baselines;
import org.powdermill.trainer.evaluation.SetMetrics.Bin;
import org.powdermill.trainer.evaluation.SetMetrics.CalibrationBin;
import org.powdermill.trainer.evaluation.SetMetrics.CoarseMatches;
import org.powdermill.trainer.evaluation.SetMetrics.GroupAccuracy;

/** Computes the figures of a set from its predictions. */
public final class MetricsCalculation {

  /** Lower ends of the ranges of volume, cubic angstrom; the last has no upper end. */
  private static final double[] VOLUMES = {0, 50, 100, 200, 400, 800, 1600, 3200, 7000};

  /** Lower ends of the ranges of atoms. */
  private static final double[] ATOMS = {1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 51, 101};

  private static final int CALIBRATION_BINS = 15;

  private final EvaluatedSet set;
  private final PredictionRows predictions;
  private final RightOrWrong right;
  private final SortedMap<Integer, List<Integer>> byGroup = new TreeMap<>();
  private final SortedMap<String, List<Double>> intervals = new TreeMap<>();

  /** Of a set with at least one row of the classes. */
  public MetricsCalculation(EvaluatedSet set, PredictionRows predictions) {
    this.set = set;
    this.predictions = predictions;
    this.right = new RightOrWrong(predictions);
    for (int row : right.rows()) {
      byGroup.computeIfAbsent(predictions.spaceGroup(row), group -> new ArrayList<>()).add(row);
    }
  }

  /**
   * The figures.
   *
   * @param neighbour accuracy of the nearest labelled pattern, if any
   * @param neighbours number of labelled patterns
   * @param seed of the bootstrap over minerals
   */
  public SetMetrics metrics(Optional<Proportion> neighbour, int neighbours, long seed) {
    int most =
        byGroup.keySet().stream()
            .reduce((one, other) -> size(other) > size(one) ? other : one)
            .orElseThrow();
    Proportion top1 = share("top1", right.share(right::at));
    List<CalibrationBin> calibration = calibration();
    return new SetMetrics(
        right.count(),
        predictions.rows() - right.count(),
        predictions.classes().spaceGroups().size(),
        (double) size(most) / right.count(),
        top1.share(),
        top1.low(),
        top1.high(),
        topK(5),
        agreement("merged_pairs", Agreement.MERGED_PAIRS),
        agreement("extinction_symbol", Agreement.EXTINCTION_SYMBOL),
        agreement("laue", Agreement.LAUE),
        agreement("crystal_system", Agreement.CRYSTAL_SYSTEM),
        IntStream.of(right.rows()).mapToDouble(predictions::loss).average().orElseThrow(),
        predictions.rows(),
        set.kind().word(),
        IntStream.rangeClosed(1, PredictionRows.KEPT).mapToObj(this::topK).toList(),
        intervals,
        ceiling(),
        expectedCalibrationError(calibration),
        calibration,
        new Baselines(
            Proportion.of(size(most), right.count()), most, neighbour.orElse(null), neighbours),
        set.coarseMatches().map(this::coarseMatches).orElse(null),
        set.kind() == SetKind.MEASURED ? MineralMetrics.of(predictions, right, seed) : null,
        perSpaceGroup(),
        perCrystalSystem(),
        bins(VOLUMES, predictions::volume),
        bins(ATOMS, row -> atoms(predictions.asymmetricUnitAtoms(row))),
        confusion(),
        set.notes());
  }

  private int size(int group) {
    return byGroup.get(group).size();
  }

  private static double atoms(int atoms) {
    return atoms == 0 ? Double.NaN : atoms;
  }

  private Proportion share(String name, Proportion share) {
    intervals.put(name, List.of(share.low(), share.high()));
    return share;
  }

  private double topK(int k) {
    return share("top" + k, right.share(row -> right.isAmong(row, k))).share();
  }

  private double agreement(String name, Agreement agreement) {
    return share(name, right.share(row -> right.at(row, agreement))).share();
  }

  /** Whoever cannot tell a pair apart does best by always saying its more frequent group. */
  private double ceiling() {
    Map<Integer, Integer> most = new TreeMap<>();
    byGroup.forEach(
        (group, rows) -> most.merge(EnantiomorphicPair.lesser(group), rows.size(), Math::max));
    return most.values().stream().mapToDouble(n -> n).sum() / right.count();
  }

  private List<CalibrationBin> calibration() {
    int[] count = new int[CALIBRATION_BINS];
    int[] correct = new int[CALIBRATION_BINS];
    double[] probability = new double[CALIBRATION_BINS];
    for (int row : right.rows()) {
      double p = predictions.probability(row, 0);
      int bin = Math.min(CALIBRATION_BINS, Math.max(1, (int) Math.ceil(p * CALIBRATION_BINS))) - 1;
      count[bin]++;
      correct[bin] += right.at(row) ? 1 : 0;
      probability[bin] += p;
    }
    List<CalibrationBin> bins = new ArrayList<>();
    for (int bin = 0; bin < CALIBRATION_BINS; bin++) {
      if (count[bin] > 0) {
        bins.add(
            new CalibrationBin(
                (double) bin / CALIBRATION_BINS,
                (bin + 1.0) / CALIBRATION_BINS,
                count[bin],
                probability[bin] / count[bin],
                (double) correct[bin] / count[bin]));
      }
    }
    return bins;
  }

  private double expectedCalibrationError(List<CalibrationBin> bins) {
    return bins.stream()
            .mapToDouble(bin -> bin.n() * Math.abs(bin.probability() - bin.accuracy()))
            .sum()
        / right.count();
  }

  private CoarseMatches coarseMatches(Set<String> matches) {
    return new CoarseMatches(
        right.shareAmong(row -> isMatch(matches, row)),
        right.shareAmong(row -> !isMatch(matches, row)));
  }

  private boolean isMatch(Set<String> matches, int row) {
    return predictions.sourceId(row).filter(matches::contains).isPresent();
  }

  private List<GroupAccuracy> perSpaceGroup() {
    List<GroupAccuracy> groups = new ArrayList<>();
    byGroup.forEach(
        (group, rows) ->
            groups.add(
                new GroupAccuracy(
                    group,
                    SpaceGroup.of(group).hermannMauguin(),
                    rows.size(),
                    Proportion.of((int) rows.stream().filter(right::at).count(), rows.size()),
                    (double) rows.stream().filter(row -> right.isAmong(row, 5)).count()
                        / rows.size())));
    return groups;
  }

  private Map<String, Proportion> perCrystalSystem() {
    Map<String, Proportion> systems = new LinkedHashMap<>();
    for (CrystalSystem system : CrystalSystem.values()) {
      Proportion share =
          right.shareAmong(
              row -> CrystalSystem.ofSpaceGroup(predictions.spaceGroup(row)) == system);
      if (share != null) {
        systems.put(system.name().toLowerCase(Locale.ROOT), share);
      }
    }
    return systems;
  }

  private List<Bin> bins(double[] from, IntToDoubleFunction property) {
    List<Bin> bins = new ArrayList<>();
    for (int i = 0; i < from.length; i++) {
      double low = from[i];
      double high = i + 1 < from.length ? from[i + 1] : Double.POSITIVE_INFINITY;
      Proportion share =
          right.shareAmong(
              row -> property.applyAsDouble(row) >= low && property.applyAsDouble(row) < high);
      if (share != null) {
        bins.add(new Bin(low, Double.isInfinite(high) ? null : (Double) high, share));
      }
    }
    return bins;
  }

  private List<List<Integer>> confusion() {
    SortedMap<Integer, SortedMap<Integer, Integer>> counts = new TreeMap<>();
    for (int row : right.rows()) {
      counts
          .computeIfAbsent(predictions.spaceGroup(row), group -> new TreeMap<>())
          .merge(predictions.predicted(row, 0), 1, Integer::sum);
    }
    List<List<Integer>> cells = new ArrayList<>();
    counts.forEach(
        (actual, row) -> row.forEach((said, count) -> cells.add(List.of(actual, said, count))));
    return cells;
  }
}
