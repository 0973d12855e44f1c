package org.powdermill.tools;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.powdermill.cif.CifFiles;
import org.powdermill.cif.CifReader;
import org.powdermill.cif.CifResult;
import org.powdermill.diffraction.PeakShape;
import org.powdermill.files.AtomicFile;
import org.powdermill.files.FileException;
import org.powdermill.files.Provenance;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** From CIFs to peaks, diffractograms and pictures. */
@Command(
    name = "simulate",
    customSynopsis = "powdermill simulate FILE... --out DIR [OPTION]...",
    description = {
      "From CIFs to peaks and diffractograms (CSV, HDF5) and pictures (PNG, SVG).",
      "A CIF that is refused is named with the reason; then the exit status is 1."
    },
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  powdermill simulate docs/examples/rutile.cif --out build/rutile",
      "  powdermill simulate docs/examples --out build/all --size 20 --format svg"
    })
final class SimulateCommand implements Callable<Integer> {

  private static final Logger LOG = LoggerFactory.getLogger(SimulateCommand.class);

  @Parameters(
      paramLabel = "FILE",
      arity = "1..*",
      description = "CIFs; folders, .zip, .tar, .tar.gz, .tar.zst with CIFs.")
  private List<Path> inputs = List.of();

  @Option(
      names = {"-o", "--out"},
      required = true,
      paramLabel = "DIR",
      description = "Folder for what is written.")
  private Path out;

  @Option(
      names = "--format",
      split = ",",
      splitSynopsisLabel = ",",
      paramLabel = "F",
      defaultValue = "csv,png",
      description = "csv, h5, png, svg; default ${DEFAULT-VALUE}.")
  private Set<OutputFormat> formats = Set.of();

  @Mixin private SimulationOptions simulation;

  @Option(names = "--no-overlay", description = "No overlay.png of 2 to 12 crystals.")
  private boolean noOverlay;

  @Option(names = "--json", description = "Print what was computed as JSON.")
  private boolean json;

  @Mixin(name = "common")
  private CommonOptions common;

  @Spec private CommandSpec spec;

  private SimulationRun run;

  @Override
  public Integer call() {
    long start = System.nanoTime();
    Provenance provenance = common.provenance();
    inputs.forEach(this::requireReadable);
    AtomicFile.createFolder(out);
    inputs.forEach(provenance::input);
    provenance.begin(out);
    run = new SimulationRun(out, formats, simulation.settings(), shape());
    CifReader reader = new CifReader();
    try (Progress progress = Progress.of("simulate")) {
      for (Path input : inputs) {
        CifFiles.forEach(
            input,
            file -> {
              progress.step(file.source());
              simulate(reader.read(file));
            });
      }
    }
    if (!noOverlay) {
      run.writeOverlay();
    }
    int status =
        run.refused().isEmpty() && !run.simulated().isEmpty() ? Powdermill.DONE : Powdermill.ERROR;
    run.settings().forEach(provenance::setting);
    run.files().forEach(file -> provenance.output(out, file));
    provenance.end(out, status);
    report((System.nanoTime() - start) / 1e6);
    return status;
  }

  private void requireReadable(Path input) {
    if (!input.toFile().canRead()) {
      throw new FileException(
          "%s: %s"
              .formatted(
                  input, input.toFile().exists() ? "permission denied" : "no such file or folder"));
    }
  }

  private PeakShape shape() {
    try {
      return simulation.shape();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private void simulate(List<CifResult> results) {
    long crystals = results.stream().filter(CifResult.Accepted.class::isInstance).count();
    for (CifResult result : results) {
      run.add(result, crystals > 1).ifPresent(reason -> LOG.warn("refused: {}", reason));
    }
  }

  private void report(double milliseconds) {
    if (json) {
      Map<String, Object> summary = new LinkedHashMap<>();
      summary.put("out", out.toString());
      summary.put("milliseconds", Math.round(milliseconds));
      summary.put("settings", run.settings());
      summary.put("simulated", run.simulated());
      summary.put("refused", run.refused());
      spec.commandLine().getOut().println(Json.line(summary));
    } else {
      spec.commandLine()
          .getOut()
          .printf(
              Locale.ROOT,
              "%d simulated, %d refused, in %.2f s; files in %s%n",
              run.simulated().size(),
              run.refused().size(),
              milliseconds / 1000,
              out);
    }
  }
}
