package org.powdermill.tools;

import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.powdermill.files.Provenance;
import org.powdermill.hdf5.ShardIdentity;
import org.powdermill.hdf5.ShardWriter;
import org.powdermill.hdf5.StoreKind;
import org.powdermill.production.IndexRange;
import org.powdermill.production.ShardRecipe;
import org.powdermill.statistics.CrystalStatistics;
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
      description = "Default: one for each core.")
  private int threads = Runtime.getRuntime().availableProcessors();

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
  public Integer call() {
    requireOneTask();
    Provenance provenance = new Provenance(common.commandLine());
    CrystalStatistics statistics = statisticsOption.statistics();
    ShardRecipe recipe = recipe(statistics);
    SymmetryFinder finder = SymmetryFinder.load();
    // Now, as the rare crystal that needs it may come after hours.
    provenance.setting("symmetry_finder", finder.program());
    LOG.info(
        "{} classes from {}; seed {}",
        recipe.identity().classes().spaceGroups().size(),
        statistics.source(),
        seed);
    GenerationTask task =
        new GenerationTask(recipe, finder, stream == null ? out : stream, range(recipe), threads);
    describe(provenance, task);
    try (Interruption interruption = new Interruption()) {
      GenerationTask.Outcome outcome = run(task, provenance, interruption);
      tell(outcome);
      return outcome.status();
    }
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
    GenerationTask.Outcome outcome = new FolderGeneration(task, product).run(interruption);
    if (outcome.status() == Powdermill.DONE) {
      provenance.writeInto(out);
    }
    return outcome;
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
