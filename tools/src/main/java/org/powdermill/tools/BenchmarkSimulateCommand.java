package org.powdermill.tools;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.powdermill.cif.CifFiles;
import org.powdermill.cif.CifReader;
import org.powdermill.cif.CifResult;
import org.powdermill.crystal.Crystal;
import org.powdermill.files.FileException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How long peaks and curves take: the first line of the numbers to reach. */
@Command(
    name = "simulate",
    description = {
      "Time the simulation of crystals, one after the other in one thread:",
      "peaks and curve from 5 to 90 degrees in steps of 0.01, 50 nm. The total",
      "is the sum of the crystals' medians over the rounds."
    },
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  powdermill benchmark simulate --seconds 1",
      "  powdermill benchmark simulate --data docs/examples --seconds 1 --json"
    })
final class BenchmarkSimulateCommand implements Callable<Integer> {

  private static final Path REFERENCE_CRYSTALS = Path.of("shared", "oracles", "diffraction");

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = {
        "CIFs to simulate; default shared/oracles/diffraction",
        "beside the project, else the built-in examples."
      })
  private Path data;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      defaultValue = "10",
      converter = PositiveNumber.class,
      description = {"Time to measure, after half of it to warm up;", "default ${DEFAULT-VALUE}."})
  private double seconds = 10;

  @Option(names = "--json", description = "Print JSON, with the time of each crystal.")
  private boolean json;

  @SuppressWarnings("unused") // Picocli reads it
  @Mixin(name = "common")
  private CommonOptions common;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    Path source = data != null ? data : referenceCrystals();
    List<Crystal> crystals = source != null ? crystals(source) : ExampleCrystals.all();
    SimulationBenchmark.Figures figures =
        SimulationBenchmark.run(
            source != null ? source.toString() : "built-in examples", crystals, seconds);
    spec.commandLine().getOut().println(json ? Json.line(figures) : figures.summary());
    return Powdermill.DONE;
  }

  /** The 50 crystals beside the project, where they are; else null. */
  private static Path referenceCrystals() {
    String home = System.getProperty("powdermill.home");
    Path parent = home == null ? null : Path.of(home).toAbsolutePath().getParent();
    Path folder = parent == null ? null : parent.resolve(REFERENCE_CRYSTALS);
    return folder != null && Files.isDirectory(folder) ? folder : null;
  }

  private static List<Crystal> crystals(Path source) {
    CifReader reader = new CifReader();
    List<Crystal> crystals = new ArrayList<>();
    CifFiles.forEach(
        source,
        file -> {
          for (CifResult result : reader.read(file)) {
            if (result instanceof CifResult.Accepted accepted) {
              crystals.add(accepted.crystal());
            } else if (result instanceof CifResult.Refused refused) {
              throw new FileException(refused.message());
            }
          }
        });
    if (crystals.isEmpty()) {
      throw new FileException(source + " holds no CIF; name a folder with --data");
    }
    return crystals;
  }
}
