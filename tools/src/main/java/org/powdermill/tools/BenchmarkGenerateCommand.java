package org.powdermill.tools;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.powdermill.generation.GenerationSettings;
import org.powdermill.hdf5.ShardWriter;
import org.powdermill.hdf5.StoreKind;
import org.powdermill.production.ShardRecipe;
import org.powdermill.production.ranks.RankGroup;
import org.powdermill.production.ranks.RankPlace;
import org.powdermill.statistics.CrystalStatistics;
import org.powdermill.statistics.StatisticsFile;
import org.powdermill.symmetry.SymmetryFinder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How fast diffractograms are made, from statistics to shards. */
@Command(
    name = "generate",
    description = {
      "Time the making of diffractograms: crystal, symmetry check, peaks, profile,",
      "HDF5. Shards go into a temporary folder, a few names again and again."
    },
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  powdermill benchmark generate --seconds 1 --threads 1",
      "  powdermill benchmark generate --seconds 1 --store peaks --json"
    })
final class BenchmarkGenerateCommand implements Callable<Integer> {

  private static final int SHARD_SIZE = 1000;
  private static final long SEED = 1;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      defaultValue = "10",
      converter = PositiveNumber.class,
      description = {"Time to measure, after half of it to warm up;", "default ${DEFAULT-VALUE}."})
  private double seconds = 10;

  @Option(
      names = "--threads",
      paramLabel = "T",
      converter = WholeNumbers.PositiveInt.class,
      description = "Default: one for each core; 1 with ranks.")
  private Integer threads;

  @Mixin private RankOptions rankOptions;

  /** Of the ranks that this command starts. */
  @Option(names = "--shared-folder", hidden = true, paramLabel = "DIR")
  private Path sharedFolder;

  @Mixin private StatisticsOption statistics;

  @Option(
      names = "--store",
      paramLabel = "KIND",
      defaultValue = "float32",
      description = "float32, float16 or peaks; default ${DEFAULT-VALUE}.")
  private StoreKind store = StoreKind.FLOAT32;

  @Mixin private ImperfectionsOption imperfections;

  @Option(
      names = "--folder",
      paramLabel = "DIR",
      description = "Where the temporary folder is made; default $TMPDIR.")
  private Path parent = Path.of(System.getProperty("java.io.tmpdir"));

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Mixin(name = "common")
  private CommonOptions common;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    return switch (rankOptions.role(System.getenv())) {
      case ALONE -> measureAlone();
      case PARENT -> measureByRanks();
      case RANK -> {
        RankPlace place = rankOptions.place(sharedFolder(), System.getenv());
        yield new RankedProcess(place, rankOptions.attached()).run(this::measureAsRank);
      }
    };
  }

  private int measureAlone() throws IOException {
    int number = threads == null ? Runtime.getRuntime().availableProcessors() : threads;
    Path folder = Files.createTempDirectory(parent, "powdermill-benchmark");
    GenerationBenchmark.Figures figures;
    try (GenerationBenchmark benchmark =
        new GenerationBenchmark(
            recipe(statistics.statistics()), SymmetryFinder.load(), folder, number)) {
      figures = benchmark.run(seconds);
    }
    spec.commandLine().getOut().println(json ? Json.line(figures) : figures.summary());
    return Powdermill.DONE;
  }

  private int measureByRanks() throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory(parent, "powdermill-benchmark");
    List<String> line = new ArrayList<>(rankOptions.commandLine(common.commandLine()));
    line.addAll(List.of("--shared-folder", folder.toString()));
    try {
      return new RankParent(line, rankOptions.ranks(), threads()).run();
    } finally {
      RankBenchmark.deleteFolder(folder);
    }
  }

  private int measureAsRank(RankGroup group) {
    byte[] bytes = group.broadcast(statistics::bytes);
    ShardRecipe recipe = recipe(StatisticsFile.of(bytes, "the statistics of rank 0").statistics());
    RankBenchmark benchmark =
        new RankBenchmark(group, recipe, SymmetryFinder.load(), sharedFolder(), threads());
    if (group.rank() != 0) {
      return benchmark.work();
    }
    RankBenchmark.Figures figures = benchmark.run(seconds);
    group.leave(Powdermill.DONE);
    spec.commandLine().getOut().println(json ? Json.line(figures) : figures.summary());
    return Powdermill.DONE;
  }

  private int threads() {
    return threads == null ? 1 : threads;
  }

  private Path sharedFolder() {
    return sharedFolder == null ? parent : sharedFolder;
  }

  private ShardRecipe recipe(CrystalStatistics from) {
    GenerationSettings settings = GenerationSettings.DEFAULT.with(imperfections.imperfections());
    try {
      return new ShardRecipe(from, settings, SEED, store, SHARD_SIZE, ShardWriter.Options.DEFAULT);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }
}
