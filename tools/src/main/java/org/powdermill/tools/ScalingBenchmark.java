package org.powdermill.tools;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.powdermill.hdf5.StoreKind;
import org.powdermill.production.scaling.Cluster;
import org.powdermill.production.scaling.ClusterModel;
import org.powdermill.production.scaling.Consumer;
import org.powdermill.production.scaling.RunPlan;
import org.powdermill.production.scaling.ShardCosts;
import org.powdermill.production.scaling.Throughput;
import org.powdermill.tools.picture.ScalingPicture;

/** Runs the model of a cluster with more and more ranks. */
final class ScalingBenchmark {

  /** The numbers of ranks. */
  static final int[] RANKS = {1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000};

  /** What trainers may take, diffractograms a second. */
  private static final int[] TRAINERS = {1_000, 3_000, 10_000, 20_000, 30_000, 50_000};

  private static final List<StoreKind> STORES = List.of(StoreKind.FLOAT32, StoreKind.PEAKS);

  /** One checkpoint for this many shards: an epoch of the paper's. */
  private static final int SHARDS_PER_CHECKPOINT = 130;

  /**
   * A run of the model.
   *
   * @param store how shards keep diffractograms
   * @param reader whether a consumer reads as fast as it can; else shards go into a folder
   * @param found what the model showed
   */
  record Run(String store, boolean reader, Throughput found) {}

  /**
   * Cores that feed a trainer.
   *
   * @param store how shards keep diffractograms
   * @param diffractogramsPerSecond that the trainer takes
   * @param cores the fewest; null where no number does
   * @param bottleneck what holds the run up then
   */
  record Feeding(String store, int diffractogramsPerSecond, Integer cores, String bottleneck) {}

  /**
   * What the benchmark found.
   *
   * @param benchmark its name
   * @param rates costs of a shard
   * @param cluster what was assumed
   * @param lead shards that ranks may be ahead of a reader
   * @param seed of the model
   * @param runs by store, with and without reader, by ranks
   * @param feeding by store and trainer
   */
  record Figures(
      String benchmark,
      MeasuredRates rates,
      Cluster cluster,
      int lead,
      long seed,
      List<Run> runs,
      List<Feeding> feeding) {

    List<ScalingPicture.Curve> curves() {
      List<ScalingPicture.Curve> curves = new ArrayList<>();
      for (boolean reader : new boolean[] {false, true}) {
        for (StoreKind store : STORES) {
          List<ScalingPicture.Point> points =
              runs.stream()
                  .filter(run -> run.reader() == reader && run.store().equals(store.word()))
                  .map(run -> new ScalingPicture.Point(run.found().ranks(), perSecond(run)))
                  .toList();
          curves.add(
              new ScalingPicture.Curve(
                  store.word() + (reader ? ", one reader" : ", into a folder"), points));
        }
      }
      return curves;
    }

    private static double perSecond(Run run) {
      return run.reader() ? run.found().trainedPerSecond() : run.found().madePerSecond();
    }

    /** Two tables: throughput by ranks, and cores by trainers. */
    String table() {
      List<String> lines = new ArrayList<>();
      lines.add("diffractograms/s, and what decides");
      lines.add(
          String.format(
              "%6s  %22s  %22s  %22s  %22s",
              "ranks", "float32, no reader", "one reader", "peaks, no reader", "one reader"));
      for (int ranks : runs.stream().mapToInt(run -> run.found().ranks()).distinct().toArray()) {
        lines.add(
            String.format(
                "%6d  %s  %s  %s  %s",
                ranks,
                cell(StoreKind.FLOAT32, false, ranks),
                cell(StoreKind.FLOAT32, true, ranks),
                cell(StoreKind.PEAKS, false, ranks),
                cell(StoreKind.PEAKS, true, ranks)));
      }
      lines.add("cores that feed a trainer, and what decides");
      lines.add(String.format("%9s  %16s  %16s", "takes/s", "float32", "peaks"));
      for (int trainer : TRAINERS) {
        lines.add(
            String.format(
                Locale.ROOT,
                "%,9d  %s  %s",
                trainer,
                cores(StoreKind.FLOAT32, trainer),
                cores(StoreKind.PEAKS, trainer)));
      }
      return String.join("\n", lines);
    }

    private String cell(StoreKind store, boolean reader, int ranks) {
      return runs.stream()
          .filter(run -> run.reader() == reader && run.store().equals(store.word()))
          .filter(run -> run.found().ranks() == ranks)
          .map(run -> String.format(Locale.ROOT, "%,12.0f %-9s", perSecond(run), word(run.found())))
          .findFirst()
          .orElseThrow();
    }

    private String cores(StoreKind store, int trainer) {
      return feeding.stream()
          .filter(one -> one.store().equals(store.word()))
          .filter(one -> one.diffractogramsPerSecond() == trainer)
          .map(
              one ->
                  String.format(
                      "%6s %-9s", one.cores() == null ? "none" : one.cores(), one.bottleneck()))
          .findFirst()
          .orElseThrow();
    }
  }

  private final MeasuredRates rates;
  private final Cluster cluster;
  private final int lead;
  private final long seed;

  ScalingBenchmark(MeasuredRates rates, Cluster cluster, int lead, long seed) {
    this.rates = rates;
    this.cluster = cluster;
    this.lead = lead;
    this.seed = seed;
  }

  Figures run(int[] ranks) {
    List<Run> runs = new ArrayList<>();
    List<Feeding> feeding = new ArrayList<>();
    for (StoreKind store : STORES) {
      ShardCosts costs = rates.costs(store);
      for (int number : ranks) {
        runs.add(
            new Run(
                store.word(),
                false,
                ClusterModel.withoutConsumer(cluster.withRanks(number), costs, seed)));
      }
      Consumer reader = new Consumer(0, 1, SHARDS_PER_CHECKPOINT, lead);
      for (int number : ranks) {
        runs.add(
            new Run(
                store.word(),
                true,
                ClusterModel.withConsumer(cluster.withRanks(number), costs, reader, seed)));
      }
      for (int trainer : TRAINERS) {
        feeding.add(feeding(store, costs, trainer));
      }
    }
    return new Figures("scaling", rates, cluster, lead, seed, runs, feeding);
  }

  private Feeding feeding(StoreKind store, ShardCosts costs, int trainer) {
    RunPlan plan =
        RunPlan.of(
            new RunPlan.Task(
                1_000_000_000L,
                OptionalDouble.of(trainer),
                OptionalInt.empty(),
                1,
                costs,
                cluster,
                SHARDS_PER_CHECKPOINT,
                lead));
    return new Feeding(
        store.word(),
        trainer,
        plan.coresPerGpu().isPresent() ? plan.coresPerGpu().getAsInt() : null,
        plan.bottleneck().name().toLowerCase(Locale.ROOT));
  }

  private static String word(Throughput found) {
    return found.bottleneck().name().toLowerCase(Locale.ROOT);
  }
}
