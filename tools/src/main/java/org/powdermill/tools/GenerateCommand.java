package org.powdermill.tools;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.powdermill.files.AtomicFile;
import org.powdermill.files.MonotonicClock;
import org.powdermill.files.Provenance;
import org.powdermill.files.Storage;
import org.powdermill.hdf5.ShardIdentity;
import org.powdermill.hdf5.ShardWriter;
import org.powdermill.hdf5.StoreKind;
import org.powdermill.production.CifRun;
import org.powdermill.production.LocalWorkers;
import org.powdermill.production.ShardFolder;
import org.powdermill.production.ShardMaker;
import org.powdermill.production.ShardPlace;
import org.powdermill.production.ShardProducer;
import org.powdermill.production.ShardRecipe;
import org.powdermill.production.ShardRun;
import org.powdermill.production.ranks.RankGroup;
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

  @Option(
      names = {"-o", "--out"},
      required = true,
      paramLabel = "DIR",
      description = "Folder for shards or CIFs.")
  private Path out;

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

  private ShardRecipe recipe;
  private SymmetryFinder finder;

  @Override
  public Integer call() throws IOException, InterruptedException {
    requireOneTask();
    return switch (rankOptions.role(System.getenv())) {
      case ALONE -> generateAlone();
      case PARENT -> {
        requireShards();
        yield new RankParent(
                rankOptions.commandLine(common.commandLine()), rankOptions.ranks(), threads())
            .run();
      }
      case RANK -> {
        requireShards();
        yield new RankedProcess(place(), rankOptions.attached()).run(this::generateWithOthers);
      }
    };
  }

  private void requireShards() {
    if (cif || index != null) {
      throw wrongUsage("ranks make shards: want --count without --cif");
    }
  }

  private RankPlace place() {
    try {
      return rankOptions.place(out, System.getenv());
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private int threads() {
    return threads != null
        ? threads
        : rankOptions.role(System.getenv()) == RankOptions.Role.ALONE
            ? Runtime.getRuntime().availableProcessors()
            : 1;
  }

  private int generateAlone() {
    Provenance provenance = new Provenance(common.commandLine());
    CrystalStatistics statistics = statisticsOption.statistics();
    prepare(statistics, provenance);
    tellBeginning(statistics);
    Map<String, Object> summary = new LinkedHashMap<>();
    summary.put("out", out.toString());
    try (Interruption interruption = new Interruption()) {
      long wanted = index != null ? 1 : count;
      long done = generate(wanted, interruption, summary);
      if (done < wanted) {
        tellInterrupted(done, wanted);
        return Powdermill.INTERRUPTED;
      }
    }
    write(provenance, statistics);
    report(summary);
    return Powdermill.DONE;
  }

  private void prepare(CrystalStatistics statistics, Provenance provenance) {
    recipe = recipe(statistics);
    // Now, as the rare crystal that needs it may come after hours.
    finder = SymmetryFinder.load();
    provenance.setting("symmetry_finder", finder.program());
  }

  private void tellBeginning(CrystalStatistics statistics) {
    LOG.info(
        "{} classes from {}; seed {}",
        recipe.identity().classes().spaceGroups().size(),
        statistics.source(),
        seed);
  }

  /** What this process does as one of several ranks; tells its exit status. */
  private int generateWithOthers(RankGroup group) {
    Provenance provenance = new Provenance(common.commandLine());
    byte[] bytes = group.broadcast(statisticsOption::bytes);
    CrystalStatistics statistics =
        StatisticsFile.of(bytes, "the statistics of rank 0").statistics();
    prepare(statistics, provenance);
    group.agree(description());
    ShardPlace shards =
        new ShardFolder(Storage.disk().patient(MonotonicClock.system()), out, recipe.identity());
    try (LocalWorkers own =
        new LocalWorkers(
            threads(), () -> new ShardMaker(recipe, finder, shards), group::stopWanted)) {
      return group.rank() == 0 ? distribute(group, own, provenance, statistics) : group.work(own);
    }
  }

  private int distribute(
      RankGroup group, LocalWorkers own, Provenance provenance, CrystalStatistics statistics) {
    tellBeginning(statistics);
    Map<String, Object> summary = new LinkedHashMap<>();
    summary.put("out", out.toString());
    try (GenerationProgress progress = new GenerationProgress(count);
        RankMetrics metrics = new RankMetrics(group, out.resolve(RankMetrics.FILE))) {
      ShardRun run = new ShardRun(recipe, finder, out, first(), count, progress);
      run.prepare();
      RankedProcess.listRanks(group, out);
      ShardRun.Result result = run.run(metrics.of(group.workers(own)), group::stopWanted);
      if (!result.complete()) {
        group.leave(Powdermill.INTERRUPTED);
        tellInterrupted(progress.done(), count);
        return Powdermill.INTERRUPTED;
      }
      summarise(result, progress, summary);
    }
    summary.put("ranks", group.members().size());
    provenance.setting("ranks", group.members().size());
    write(provenance, statistics);
    group.leave(Powdermill.DONE);
    report(summary);
    return Powdermill.DONE;
  }

  /** What all ranks have to be told alike. */
  private SortedMap<String, String> description() {
    ShardIdentity identity = recipe.identity();
    SortedMap<String, String> run = new TreeMap<>();
    run.put("--seed", Long.toString(seed));
    run.put("--shard-size", Integer.toString(shardSize));
    run.put("--store", store.word());
    run.put("--deflate", Integer.toString(deflate));
    run.put("--first-index", Long.toString(first()));
    run.put("--count", String.valueOf(count));
    run.put("--out", out.toAbsolutePath().normalize().toString());
    run.put("--wavelength", Double.toString(identity.wavelength()));
    run.put("--two-theta", identity.grid().toString());
    run.put("the digest of the statistics", identity.statisticsDigest());
    run.put("the settings", identity.settings());
    return run;
  }

  private void requireOneTask() {
    if ((index == null) == (count == null)) {
      throw wrongUsage("want either --count or --index");
    }
    if (index != null && firstIndex != null) {
      throw wrongUsage("--first-index goes with --count, not with --index");
    }
    if (!cif && firstIndex != null && firstIndex % shardSize != 0) {
      throw wrongUsage(
          "--first-index %d is no multiple of the shard size %d".formatted(firstIndex, shardSize));
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

  private void tellInterrupted(long done, long wanted) {
    spec.commandLine()
        .getErr()
        .printf(
            "powdermill generate: interrupted after %d of %d; run the same call again to go on%n",
            done, wanted);
  }

  /** Tells how many are there at the end. */
  private long generate(long wanted, Interruption interruption, Map<String, Object> summary) {
    try (GenerationProgress progress = new GenerationProgress(wanted)) {
      if (cif) {
        writeCifs(wanted, progress, interruption, summary);
      } else if (index != null) {
        writeOne(progress, interruption, summary);
      } else {
        writeShards(progress, interruption, summary);
      }
      return progress.done();
    }
  }

  private void writeShards(
      GenerationProgress progress, Interruption interruption, Map<String, Object> summary) {
    summarise(
        new ShardRun(recipe, finder, out, first(), count, progress).run(threads(), interruption),
        progress,
        summary);
  }

  private static void summarise(
      ShardRun.Result result, GenerationProgress progress, Map<String, Object> summary) {
    summary.put("diffractograms", progress.done());
    summary.put("diffractograms_made", result.diffractogramsMade());
    summary.put("shards", result.shardsMade() + result.shardsKept());
    summary.put("shards_made", result.shardsMade());
    summary.put("shards_kept", result.shardsKept());
    summary.put("shards_damaged", result.shardsDamaged());
    addRate(summary, progress, result.diffractogramsMade());
  }

  private void writeCifs(
      long wanted,
      GenerationProgress progress,
      Interruption interruption,
      Map<String, Object> summary) {
    long written =
        new CifRun(recipe, finder, out)
            .run(first(), wanted, threads(), () -> progress.step(1), interruption);
    summary.put("crystals", written);
    addRate(summary, progress, written);
  }

  private void writeOne(
      GenerationProgress progress, Interruption interruption, Map<String, Object> summary) {
    AtomicFile.createFolder(out);
    Path file = out.resolve(index + ".h5");
    summary.put("file", file.toString());
    if (new ShardProducer(recipe, finder).produce(index, 1, file, interruption)) {
      progress.made(file, 1);
    }
  }

  private static void addRate(Map<String, Object> summary, GenerationProgress progress, long made) {
    double seconds = progress.seconds();
    summary.put("seconds", Math.round(seconds * 1000) / 1000.0);
    summary.put("per_second", Math.round(made / seconds * 10) / 10.0);
  }

  private void write(Provenance provenance, CrystalStatistics statistics) {
    statisticsOption.addTo(provenance, statistics);
    provenance
        .seed("seed", seed)
        .setting("first_index", first())
        .setting("count", index != null ? 1 : count)
        .setting("store", cif ? "cif" : store.word())
        .setting("shard_size", recipe.shardSize())
        .setting("generation", recipe.identity().settings())
        .writeInto(out);
  }

  private void report(Map<String, Object> summary) {
    if (json) {
      summary.put("seed", seed);
      summary.put("statistics_digest", recipe.statistics().digest());
      summary.put("threads", threads());
      spec.commandLine().getOut().println(Json.line(summary));
    } else {
      spec.commandLine().getOut().println(line(summary));
    }
  }

  private String line(Map<String, Object> summary) {
    if (summary.containsKey("file")) {
      return "diffractogram %d in %s".formatted(index, summary.get("file"));
    }
    String what =
        cif
            ? "%s crystals".formatted(summary.get("crystals"))
            : "%s diffractograms in %s shards (%s made, %s kept)"
                .formatted(
                    summary.get("diffractograms"),
                    summary.get("shards"),
                    summary.get("shards_made"),
                    summary.get("shards_kept"));
    return String.format(
        Locale.ROOT,
        "%s, in %.2f s, %.0f per second; files in %s",
        what,
        (double) summary.get("seconds"),
        (double) summary.get("per_second"),
        out);
  }
}
