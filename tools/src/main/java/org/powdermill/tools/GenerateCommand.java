package org.powdermill.tools;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.powdermill.files.AtomicFile;
import org.powdermill.files.Provenance;
import org.powdermill.hdf5.ShardIdentity;
import org.powdermill.hdf5.ShardWriter;
import org.powdermill.hdf5.StoreKind;
import org.powdermill.production.IndexRange;
import org.powdermill.production.ShardRecipe;
import org.powdermill.production.ranks.RankGroup;
import org.powdermill.production.ranks.RankMember;
import org.powdermill.production.ranks.RankPlace;
import org.powdermill.statistics.CrystalStatistics;
import org.powdermill.statistics.StatisticsFile;
import org.powdermill.symmetry.SymmetryFinder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Synthetic diffractograms as shards, or the crystals behind them as CIFs. */
@Command(
    name = "generate",
    customSynopsis = {
      "powdermill generate --out DIR (--count N | --index I) [OPTION]...",
      "powdermill generate --stream DIR [--count N] [OPTION]...",
    },
    description = "Synthetic diffractograms; the same call again makes what is missing.",
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  powdermill generate --out build/shards --count 2000 --seed 7",
      "  powdermill generate --out build/crystals --index 1234 --cif --seed 7"
    })
final class GenerateCommand implements Callable<Integer> {

  private static final Logger LOG = LoggerFactory.getLogger(GenerateCommand.class);

  /** Numbers beyond are nobody's wish, and come close to what a long holds. */
  private static final long MAX_INDEX = 1L << 60;

  /** That a line of the log names. */
  private static final int MOST_HOSTS = 16;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "DIR",
      description = "Folder for shards or CIFs.")
  private Path out;

  @Option(
      names = "--stream",
      paramLabel = "DIR",
      description = "Folder shared with a reader, at its speed.")
  private Path stream;

  @Option(
      names = "--lead",
      paramLabel = "N",
      defaultValue = "64",
      converter = WholeNumbers.PositiveInt.class,
      description = "Shards ahead of the reader; default ${DEFAULT-VALUE}.")
  private int lead = 64;

  @Option(
      names = "--peer-timeout",
      paramLabel = "TIME",
      defaultValue = "10m",
      converter = DurationText.class,
      description = "Without a reader; default ${DEFAULT-VALUE}.")
  private Duration peerTimeout = Duration.ofMinutes(10);

  @Option(
      names = {"-n", "--count"},
      paramLabel = "N",
      converter = WholeNumbers.Positive.class,
      description = "Number of diffractograms.")
  private Long count;

  @Option(
      names = "--first-index",
      paramLabel = "I",
      converter = WholeNumbers.NotNegative.class,
      description = "Number of the first, a multiple of shard size.")
  private Long firstIndex;

  @Option(
      names = "--index",
      paramLabel = "I",
      converter = WholeNumbers.NotNegative.class,
      description = "Only this one: DIR/I.h5 or DIR/I.cif.")
  private Long index;

  @Option(names = "--cif", description = "The crystals as CIFs instead of shards.")
  private boolean cif;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "Of the run; default ${DEFAULT-VALUE}.")
  private long seed = 1;

  @Mixin private StatisticsOption statisticsOption;

  @Option(
      names = "--threads",
      paramLabel = "T",
      converter = WholeNumbers.PositiveInt.class,
      description = "Default: one for each core; 1 with ranks.")
  private Integer threads;

  @Mixin private RankOptions rankOptions;

  @Option(
      names = "--shard-size",
      paramLabel = "N",
      defaultValue = "1000",
      converter = WholeNumbers.PositiveInt.class,
      description = "Diffractograms in a shard; default ${DEFAULT-VALUE}.")
  private int shardSize = 1000;

  @Option(
      names = "--store",
      paramLabel = "KIND",
      defaultValue = "float32",
      description = "float32, float16 or peaks; default ${DEFAULT-VALUE}.")
  private StoreKind store = StoreKind.FLOAT32;

  @Option(
      names = "--deflate",
      paramLabel = "L",
      defaultValue = "0",
      description = "Compression, 0 (none) to 9; default ${DEFAULT-VALUE}.")
  private int deflate;

  @Mixin private GenerationOptions generation;

  @Option(names = "--json", description = "Print the summary as JSON.")
  private boolean json;

  @Mixin(name = "common")
  private CommonOptions common;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    requireOneTask();
    RankOptions.Role role = rankOptions.role(System.getenv());
    if (role != RankOptions.Role.ALONE && (cif || index != null)) {
      throw wrongUsage("ranks make shards: want --count or --stream, without --cif");
    }
    return switch (role) {
      case ALONE -> generate();
      case PARENT ->
          new RankParent(
                  rankOptions.commandLine(common.commandLine()), rankOptions.ranks(), threads())
              .run();
      case RANK -> new RankedProcess(place(), rankOptions.attached()).run(this::generate);
    };
  }

  private int threads() {
    int others =
        rankOptions.role(System.getenv()) == RankOptions.Role.ALONE
            ? Runtime.getRuntime().availableProcessors()
            : 1;
    return threads == null ? others : threads;
  }

  private RankPlace place() {
    try {
      return rankOptions.place(folder(), System.getenv());
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private Path folder() {
    return stream == null ? out : stream;
  }

  /** By this process alone. */
  private int generate() {
    Provenance provenance = common.provenance();
    GenerationTask task = task(statisticsOption.statistics(), provenance);
    tellBeginning(task, List.of());
    try (Interruption interruption = new Interruption()) {
      GenerationTask.Outcome outcome = run(task, provenance, interruption);
      tell(outcome);
      return outcome.status();
    }
  }

  /** As one of several ranks; tells the exit status. */
  private int generate(RankGroup group) {
    Provenance provenance = common.provenance();
    byte[] statistics = group.broadcast(statisticsOption::bytes);
    GenerationTask task =
        task(StatisticsFile.of(statistics, "the statistics of rank 0").statistics(), provenance);
    group.agree(description(task));
    if (group.rank() == 0) {
      tellBeginning(task, group.members());
      provenance.setting("ranks", group.members().size());
    }
    RankedGeneration ranked = new RankedGeneration(group, task);
    GenerationTask.Outcome outcome =
        stream != null
            ? ranked.run(new StreamGeneration(task, lead, peerTimeout), provenance)
            : ranked.run(new FolderGeneration(task, FolderGeneration.Product.SHARDS, provenance));
    if (group.rank() == 0) {
      group.leave(outcome.status());
      tell(outcome);
    }
    return outcome.status();
  }

  private GenerationTask task(CrystalStatistics statistics, Provenance provenance) {
    ShardRecipe recipe = recipe(statistics);
    // Now, as the rare crystal that needs it may come after hours.
    SymmetryFinder finder = SymmetryFinder.load();
    provenance.setting("symmetry_finder", finder.program());
    GenerationTask task = new GenerationTask(recipe, finder, folder(), range(recipe), threads());
    describe(provenance, task);
    return task;
  }

  private void tellBeginning(GenerationTask task, List<RankMember> ranks) {
    LOG.info(
        "{}: shards of {} ({}){}, by {}",
        folder(),
        task.recipe().shardSize(),
        store.word(),
        stream == null ? "" : ", at most %d ahead of the consumer".formatted(lead),
        makers(ranks));
    LOG.info(
        "{} classes from {}; seed {}",
        task.recipe().identity().classes().spaceGroups().size(),
        task.recipe().statistics().source(),
        seed);
  }

  private String makers(List<RankMember> ranks) {
    if (ranks.isEmpty()) {
      return "%d threads".formatted(threads());
    }
    List<String> hosts = ranks.stream().map(RankMember::host).distinct().toList();
    return "%d ranks on %s%s"
        .formatted(
            ranks.size(),
            String.join(", ", hosts.subList(0, Math.min(MOST_HOSTS, hosts.size()))),
            hosts.size() > MOST_HOSTS ? " and %d more".formatted(hosts.size() - MOST_HOSTS) : "");
  }

  /** What all ranks have to be told alike. */
  private SortedMap<String, String> description(GenerationTask task) {
    ShardIdentity identity = task.recipe().identity();
    SortedMap<String, String> run = new TreeMap<>();
    run.put("folder", folder().toAbsolutePath().normalize().toString());
    run.put("stream", Boolean.toString(stream != null));
    run.put("seed", Long.toString(seed));
    run.put("shard size", Integer.toString(shardSize));
    run.put("store", store.word());
    run.put("deflate", Integer.toString(deflate));
    run.put("first index", Long.toString(first()));
    run.put("count", String.valueOf(count));
    run.put("wavelength", Double.toString(identity.wavelength()));
    run.put("two-theta", identity.grid().toString());
    run.put("statistics digest", identity.statisticsDigest());
    run.put("settings", identity.settings());
    return run;
  }

  private GenerationTask.Outcome run(
      GenerationTask task, Provenance provenance, Interruption interruption) {
    if (stream != null) {
      return new StreamGeneration(task, lead, peerTimeout).run(provenance, interruption);
    }
    FolderGeneration.Product product =
        cif
            ? FolderGeneration.Product.CIFS
            : index == null ? FolderGeneration.Product.SHARDS : FolderGeneration.Product.ONE_FILE;
    AtomicFile.Saving saving = AtomicFile.saving(); // provenance.json names the end of the run
    try {
      return new FolderGeneration(task, product, provenance).run(interruption);
    } finally {
      saving.close();
    }
  }

  private void requireOneTask() {
    if ((out == null) == (stream == null)) {
      throw wrongUsage("want either --out or --stream");
    }
    if (stream != null && (index != null || cif)) {
      throw wrongUsage("--stream has neither --index nor --cif: they go with --out");
    }
    if (stream == null && (index == null) == (count == null)) {
      throw wrongUsage("want either --count or --index");
    }
    if (index != null && firstIndex != null) {
      throw wrongUsage("--first-index goes with --count, not with --index");
    }
    if (!cif && firstIndex != null && firstIndex % shardSize != 0) {
      throw wrongUsage(
          "--first-index %d is no multiple of the shard size %d".formatted(firstIndex, shardSize));
    }
    if (seed == ShardRecipe.RESERVED_SEED) {
      throw wrongUsage("--seed %d is that of synthetic test sets: choose another".formatted(seed));
    }
    if (first() > MAX_INDEX || (count != null && count > MAX_INDEX)) {
      throw wrongUsage("there are no diffractograms with so large numbers");
    }
  }

  private ParameterException wrongUsage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  private long first() {
    return index != null ? index : firstIndex != null ? firstIndex : 0;
  }

  private ShardRecipe recipe(CrystalStatistics statistics) {
    if (shardSize > ShardIdentity.MAX_SHARD_SIZE) {
      throw wrongUsage(
          "--shard-size %d: at most %d".formatted(shardSize, ShardIdentity.MAX_SHARD_SIZE));
    }
    try {
      return new ShardRecipe(
          statistics,
          generation.settings(),
          seed,
          store,
          index != null ? 1 : shardSize,
          new ShardWriter.Options(deflate, false));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private IndexRange range(ShardRecipe recipe) {
    OptionalLong wanted =
        index != null
            ? OptionalLong.of(1)
            : count == null ? OptionalLong.empty() : OptionalLong.of(count);
    return new IndexRange(first(), wanted, cif ? 1 : recipe.shardSize());
  }

  private void describe(Provenance provenance, GenerationTask task) {
    statisticsOption.addTo(provenance, task.recipe().statistics());
    provenance
        .seed("seed", seed)
        .setting("first_index", first())
        .setting("count", index != null ? Long.valueOf(1) : count)
        .setting("store", cif ? "cif" : store.word())
        .setting("shard_size", task.recipe().shardSize())
        .setting("threads", task.threads())
        .setting("generation", task.recipe().identity().settings());
  }

  private void tell(GenerationTask.Outcome outcome) {
    boolean done = outcome.status() == Powdermill.DONE;
    if (!done) {
      spec.commandLine().getErr().printf("powdermill generate: %s%n", outcome.line());
    }
    if (json && (done || stream != null)) {
      spec.commandLine().getOut().println(Json.line(outcome.fields()));
    } else if (done) {
      spec.commandLine().getOut().println(outcome.line());
    }
  }
}
