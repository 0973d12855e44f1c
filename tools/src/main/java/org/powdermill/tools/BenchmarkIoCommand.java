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
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How fast shards are written and read, beside JHDF5 alone. */
@Command(
    name = "io",
    description = {
      "Time the writing and reading of a shard, checks included, and in the same",
      "rounds that of as many points by JHDF5 alone. MB are those of float32 points."
    },
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  powdermill benchmark io --seconds 1 --rows 145",
      "  powdermill benchmark io --seconds 1 --rows 145 --store peaks --json"
    })
final class BenchmarkIoCommand implements Callable<Integer> {

  /** Rows whose points one array holds, and most machines' memory. */
  private static final int MAX_ROWS = 50_000;

  private static final long SEED = 1;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      defaultValue = "10",
      converter = PositiveNumber.class,
      description = {"Time to measure, after half of it to warm up;", "default ${DEFAULT-VALUE}."})
  private double seconds = 10;

  @Option(
      names = "--rows",
      paramLabel = "N",
      defaultValue = "1000",
      converter = WholeNumbers.PositiveInt.class,
      description = "Diffractograms in the shard; default ${DEFAULT-VALUE}.")
  private int rows = 1000;

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

  @Mixin private StatisticsOption statistics;

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
    ShardRecipe recipe = recipe();
    Path folder = Files.createTempDirectory(parent, "powdermill-benchmark");
    IoBenchmark.Figures figures;
    try (IoBenchmark benchmark = new IoBenchmark(recipe, SymmetryFinder.load(), folder)) {
      figures = benchmark.run(seconds);
    }
    spec.commandLine().getOut().println(json ? Json.line(figures) : figures.summary());
    return Powdermill.DONE;
  }

  private ShardRecipe recipe() {
    if (rows > MAX_ROWS) {
      throw new ParameterException(
          spec.commandLine(), "--rows %d: at most %d".formatted(rows, MAX_ROWS));
    }
    ShardWriter.Options writing;
    try {
      writing = new ShardWriter.Options(deflate, false);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
    return new ShardRecipe(
        statistics.statistics(), GenerationSettings.DEFAULT, SEED, store, rows, writing);
  }
}
