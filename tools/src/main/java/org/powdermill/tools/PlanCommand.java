package org.powdermill.tools;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.powdermill.hdf5.ShardIdentity;
import org.powdermill.hdf5.StoreKind;
import org.powdermill.production.scaling.Bottleneck;
import org.powdermill.production.scaling.Cluster;
import org.powdermill.production.scaling.RunPlan;
import org.powdermill.production.scaling.ShardCosts;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What a training run would take: machines, hours, disk. */
@Command(
    name = "plan",
    customSynopsis = "powdermill plan [OPTION]...",
    description = {
      "Node-hours, disk and cores for each GPU of a training run, by a model of the",
      "cluster and this machine's rates. Without options: the paper's run."
    },
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  powdermill plan --step-ms 25 --seconds 0.5",
      "  powdermill plan --nodes 2 --store peaks --seconds 0.5 --json"
    })
final class PlanCommand implements Callable<Integer> {

  @Option(
      names = "--epochs",
      paramLabel = "E",
      defaultValue = "1000",
      converter = WholeNumbers.PositiveInt.class,
      description = "Default ${DEFAULT-VALUE}.")
  private int epochs = 1000;

  @Option(
      names = "--batches-per-epoch",
      paramLabel = "B",
      defaultValue = "900",
      converter = WholeNumbers.PositiveInt.class,
      description = "Default ${DEFAULT-VALUE}; a checkpoint each epoch.")
  private int batchesPerEpoch = 900;

  @Option(
      names = "--batch-size",
      paramLabel = "N",
      defaultValue = "145",
      converter = WholeNumbers.PositiveInt.class,
      description = "Default ${DEFAULT-VALUE}.")
  private int batchSize = 145;

  @ArgGroup(exclusive = true)
  private Training training = new Training();

  /** How fast the trainer is. */
  static final class Training {
    @Option(
        names = "--step-ms",
        paramLabel = "T",
        converter = PositiveNumber.class,
        description = "Time to train on a batch.")
    private Double stepMilliseconds;

    @Option(
        names = "--gpu-diffractograms-per-second",
        paramLabel = "R",
        converter = PositiveNumber.class,
        description = "Or what the trainer takes. Default: as they come.")
    private Double perSecond;

    OptionalDouble perSecond(int batchSize) {
      if (stepMilliseconds != null) {
        return OptionalDouble.of(batchSize / (stepMilliseconds / 1e3));
      }
      return perSecond == null ? OptionalDouble.empty() : OptionalDouble.of(perSecond);
    }
  }

  @Option(
      names = "--nodes",
      paramLabel = "N",
      converter = WholeNumbers.PositiveInt.class,
      description = "For ranks; default: what feeds a GPU, or 1.")
  private Integer nodes;

  @Option(
      names = "--cores-per-node",
      paramLabel = "C",
      converter = WholeNumbers.PositiveInt.class,
      description = "A rank for each; default: this machine's.")
  private int coresPerNode = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--store",
      paramLabel = "KIND",
      defaultValue = "float32",
      description = "float32, float16 or peaks; default ${DEFAULT-VALUE}.")
  private StoreKind store = StoreKind.FLOAT32;

  @Option(
      names = "--shard-size",
      paramLabel = "N",
      defaultValue = "1000",
      converter = WholeNumbers.PositiveInt.class,
      description = "Default ${DEFAULT-VALUE}.")
  private int shardSize = 1000;

  @Option(
      names = "--lead",
      paramLabel = "N",
      defaultValue = "64",
      converter = WholeNumbers.PositiveInt.class,
      description = "Shards that ranks may be ahead; default ${DEFAULT-VALUE}.")
  private int lead = 64;

  @Mixin private ClusterOptions clusterOptions;

  @Mixin private RatesOptions ratesOptions;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @SuppressWarnings("unused") // Picocli reads it
  @Mixin(name = "common")
  private CommonOptions common;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    if (shardSize > ShardIdentity.MAX_SHARD_SIZE) {
      throw new ParameterException(
          spec.commandLine(),
          "--shard-size %d: at most %d".formatted(shardSize, ShardIdentity.MAX_SHARD_SIZE));
    }
    ShardCosts costs = ratesOptions.rates(List.of(store)).costs(store).withRows(shardSize);
    Cluster cluster;
    RunPlan plan;
    try {
      cluster = clusterOptions.cluster();
      plan = RunPlan.of(task(costs, cluster));
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
    List<String> assumptions = assumptions(cluster, costs);
    spec.commandLine()
        .getOut()
        .println(json ? json(plan, costs, assumptions) : text(plan, assumptions));
    return Powdermill.DONE;
  }

  private RunPlan.Task task(ShardCosts costs, Cluster cluster) {
    long perEpoch = (long) batchesPerEpoch * batchSize;
    long shardsPerEpoch = Math.max(1, Math.min(Integer.MAX_VALUE, perEpoch / shardSize));
    return new RunPlan.Task(
        Math.multiplyExact(epochs, perEpoch),
        training.perSecond(batchSize),
        nodes == null ? OptionalInt.empty() : OptionalInt.of(nodes),
        coresPerNode,
        costs,
        cluster,
        (int) shardsPerEpoch,
        lead);
  }

  private List<String> assumptions(Cluster cluster, ShardCosts costs) {
    List<String> lines = new ArrayList<>();
    lines.add(ratesOptions.source());
    lines.add(
        text(
            "a core makes %,.0f diffractograms/s, one thread reads %,.0f/s; %.1f MB a shard of %,d (%s)",
            costs.rowsPerCoreSecond(),
            costs.rows() / costs.readingSeconds(),
            costs.bytes() / 1e6,
            costs.rows(),
            store.word()));
    lines.add("all cores equally fast, and no slower side by side than alone");
    lines.add(
        text(
            "file system: %.1f GB/s for all, %.1f GB/s for a process, %,.0f operations on names/s",
            cluster.bytesPerSecond() / 1e9,
            cluster.clientBytesPerSecond() / 1e9,
            cluster.metadataPerSecond()));
    lines.add(
        text(
            "rank 0: %.0f us for a message, looked at after %.1f ms",
            cluster.messageSeconds() * 1e6, cluster.latencySeconds() * 1e3));
    lines.add(
        text(
            "one GPU, a checkpoint each epoch, one shard read ahead, lead %d, consumed shards deleted",
            lead));
    if (training.perSecond(batchSize).isEmpty()) {
      lines.add("training takes no time (neither --step-ms nor a GPU's rate is given)");
    }
    return lines;
  }

  private String json(RunPlan plan, ShardCosts costs, List<String> assumptions) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("diffractograms", plan.diffractograms());
    all.put("shards", plan.shards());
    all.put("store", store.word());
    all.put("shard_size", costs.rows());
    all.put("nodes", plan.nodes());
    all.put("cores", plan.cores());
    all.put("diffractograms_per_second", rounded(plan.diffractogramsPerSecond()));
    all.put("hours", rounded(plan.hours()));
    all.put("node_hours", rounded(plan.nodeHours()));
    all.put("core_hours_of_making", rounded(plan.coreHoursOfMaking()));
    all.put("peak_disk_bytes", plan.peakDiskBytes());
    all.put("kept_disk_bytes", plan.keptDiskBytes());
    all.put("written_bytes_per_second", Math.round(plan.writtenBytesPerSecond()));
    all.put("read_bytes_per_second", Math.round(plan.writtenBytesPerSecond()));
    all.put("cores_per_gpu", plan.coresPerGpu().isPresent() ? plan.coresPerGpu().getAsInt() : null);
    all.put("cores_per_thousand_per_second", rounded(plan.coresPerThousand()));
    all.put(
        "trainer_waiting_share",
        plan.trainerWaiting().isPresent() ? rounded(plan.trainerWaiting().getAsDouble()) : null);
    all.put("ranks_waiting_share", rounded(plan.ranksWaiting()));
    all.put("bottleneck", plan.bottleneck().name().toLowerCase(Locale.ROOT));
    all.put("assumptions", assumptions);
    return Json.line(all);
  }

  private static double rounded(double value) {
    return Math.round(value * 1e4) / 1e4;
  }

  private String text(RunPlan plan, List<String> assumptions) {
    List<String> lines = new ArrayList<>();
    lines.add(
        text(
            "diffractograms  %,d in %,d shards of %,d (%s)",
            plan.diffractograms(), plan.shards(), shardSize, store.word()));
    lines.add(
        text(
            "time            %s at %,.0f diffractograms/s; %s",
            time(plan.hours()), plan.diffractogramsPerSecond(), inWords(plan.bottleneck())));
    lines.add(
        text(
            "nodes           %d of %d cores, %.2f node-hours; ranks wait %.0f %% of it%s",
            plan.nodes(),
            coresPerNode,
            plan.nodeHours(),
            100 * plan.ranksWaiting(),
            plan.trainerWaiting().isPresent()
                ? text(
                    ", the trainer %.1f %%", 100 * Math.max(0, plan.trainerWaiting().getAsDouble()))
                : ""));
    lines.add("cores for a GPU " + coresForAGpu(plan));
    lines.add(
        text(
            "disk            at most %s; %s where consumed shards are kept",
            size(plan.peakDiskBytes()), size(plan.keptDiskBytes())));
    lines.add(
        text(
            "file system     %.0f MB/s written, as many read", plan.writtenBytesPerSecond() / 1e6));
    lines.add("assumed         " + String.join("\n                ", assumptions));
    return String.join("\n", lines);
  }

  private static String time(double hours) {
    return hours < 1 ? text("%.1f min", 60 * hours) : text("%.1f h", hours);
  }

  private static String size(long bytes) {
    return bytes < 1_000_000_000 ? text("%.0f MB", bytes / 1e6) : text("%.1f GB", bytes / 1e9);
  }

  private String coresForAGpu(RunPlan plan) {
    String thousand = text("%.3f for each 1,000 diffractograms/s", plan.coresPerThousand());
    OptionalDouble wanted = training.perSecond(batchSize);
    if (wanted.isEmpty()) {
      return thousand;
    }
    String rate = text("%,.0f diffractograms/s", wanted.getAsDouble());
    return plan.coresPerGpu().isPresent()
        ? text("%d for its %s; %s", plan.coresPerGpu().getAsInt(), rate, thousand)
        : text("no number feeds its %s: %s", rate, inWords(plan.bottleneck()));
  }

  private String inWords(Bottleneck bottleneck) {
    String fewerBytes =
        store == StoreKind.PEAKS ? "" : ": --store peaks needs a tenth of the bytes";
    return switch (bottleneck) {
      case TRAINING -> "the trainer decides";
      case MAKING -> "the making of shards decides: more cores would help";
      case READING -> "the reading by one process decides" + fewerBytes;
      case BANDWIDTH -> "the file system's bandwidth decides" + fewerBytes;
      case METADATA -> "operations on names decide: take larger shards";
      case RANK_ZERO -> "messages at rank 0 decide: take larger shards";
      case CREDITS -> "the lead decides: raise --lead";
    };
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
