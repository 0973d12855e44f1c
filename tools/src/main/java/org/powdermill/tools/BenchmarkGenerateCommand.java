package org.powdermill.tools;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.powdermill.generation.GenerationSettings;
import org.powdermill.hdf5.ShardWriter;
import org.powdermill.hdf5.StoreKind;
import org.powdermill.production.ShardRecipe;
import org.powdermill.symmetry.SymmetryFinder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
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
      description = "Default: one for each core.")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Mixin private StatisticsOption statistics;

  @Option(
      names = "--store",
      paramLabel = "KIND",
      defaultValue = "float32",
      description = "float32, float16 or peaks; default ${DEFAULT-VALUE}.")
  private StoreKind store = StoreKind.FLOAT32;

  @Option(
      names = "--folder",
      paramLabel = "DIR",
      description = "Where the temporary folder is made; default $TMPDIR.")
  private Path parent = Path.of(System.getProperty("java.io.tmpdir"));

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @SuppressWarnings("unused") // Picocli reads it
  @Mixin(name = "common")
  private CommonOptions common;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    ShardRecipe recipe =
        new ShardRecipe(
            statistics.statistics(),
            GenerationSettings.DEFAULT,
            SEED,
            store,
            SHARD_SIZE,
            ShardWriter.Options.DEFAULT);
    Path folder = Files.createTempDirectory(parent, "powdermill-benchmark");
    GenerationBenchmark.Figures figures;
    try (GenerationBenchmark benchmark =
        new GenerationBenchmark(recipe, SymmetryFinder.load(), folder, threads)) {
      figures = benchmark.run(seconds);
    }
    spec.commandLine().getOut().println(json ? Json.line(figures) : figures.summary());
    return Powdermill.DONE;
  }
}
