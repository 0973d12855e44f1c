package org.powdermill.tools;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.powdermill.files.AtomicFile;
import org.powdermill.files.Provenance;
import org.powdermill.trainer.prediction.ClassPrior;
import org.powdermill.trainer.prediction.InputFiles;
import org.powdermill.trainer.prediction.NoveltyCalibration;
import org.powdermill.trainer.prediction.NoveltyThreshold;
import org.powdermill.trainer.prediction.PatternIntake;
import org.powdermill.trainer.prediction.PredictionException;
import org.powdermill.trainer.prediction.PredictionRun;
import org.powdermill.trainer.prediction.Predictor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** From patterns to ranked space groups. */
@Command(
    name = "predict",
    customSynopsis = "powdermill predict --model M.h5 FILE... [OPTION]...",
    description = {
      "Space groups of measured patterns, lists of peaks, CIFs: docs/prediction.md.",
      "A file that is refused is named with the reason; then the exit status is 1."
    },
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  powdermill predict --model build/model.h5 docs/examples/rutile.cif",
      "  powdermill predict --model build/model.h5 docs/examples --top 3 --json"
    })
final class PredictCommand implements Callable<Integer> {

  /** Patterns that the record of a run names. */
  private static final int MOST_INPUTS = 1000;

  private static final Logger LOG = LoggerFactory.getLogger(PredictCommand.class);

  @Parameters(paramLabel = "FILE", arity = "0..*", description = "Patterns, CIFs; folders of them.")
  private List<Path> inputs = List.of();

  @Option(
      names = "--model",
      required = true,
      paramLabel = "M.h5",
      description = "The trained network.")
  private Path modelFile;

  @Option(
      names = "--top",
      paramLabel = "K",
      defaultValue = "5",
      converter = WholeNumbers.PositiveInt.class,
      description = "Space groups to show; default ${DEFAULT-VALUE}.")
  private int top = 5;

  @Option(names = "--json", description = "Print a JSON object a line for each file.")
  private boolean json;

  @Option(
      names = "--prior",
      paramLabel = "P",
      description = {
        "Instead of the frequencies in training: uniform,",
        "or CSV: space_group,frequency."
      })
  private String prior;

  @Option(
      names = "--picture",
      paramLabel = "DIR",
      description = "Pictures of what the network saw.")
  private Path pictures;

  @Option(
      names = "--picture-format",
      paramLabel = "F",
      defaultValue = "png",
      description = "png or svg; default ${DEFAULT-VALUE}.")
  private OutputFormat pictureFormat = OutputFormat.PNG;

  @Mixin private IntakeOptions intake;

  @Option(
      names = "--calibrate-novelty",
      arity = "1..*",
      paramLabel = "F.h5",
      description = {"Set the threshold of what looks like no class", "on test sets."})
  private List<Path> calibrationSets = List.of();

  @Option(
      names = "--false-alarms",
      paramLabel = "R",
      defaultValue = "0.05",
      converter = RateText.class,
      description = "Wanted rate of them; default ${DEFAULT-VALUE}.")
  private double falseAlarms = 0.05;

  @Mixin private EngineOptions engine;

  @Mixin(name = "common")
  private CommonOptions common;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    long start = System.nanoTime();
    if (inputs.isEmpty() && calibrationSets.isEmpty()) {
      throw new ParameterException(spec.commandLine(), "Missing required parameter: 'FILE'");
    }
    if (pictureFormat != OutputFormat.PNG && pictureFormat != OutputFormat.SVG) {
      throw new ParameterException(spec.commandLine(), "--picture-format is png or svg");
    }
    Provenance provenance = common.provenance();
    engine.use();
    try (Predictor predictor = Predictor.load(modelFile, engine.threads())) {
      if (!calibrationSets.isEmpty()) {
        calibrate(predictor);
      }
      return inputs.isEmpty() ? Powdermill.DONE : predict(predictor, provenance, start);
    }
  }

  private void calibrate(Predictor predictor) {
    NoveltyThreshold threshold;
    try (Progress progress = Progress.of("calibrate")) {
      threshold =
          new NoveltyCalibration(predictor)
              .calibrate(modelFile, calibrationSets, falseAlarms, progress::stepBy);
    }
    threshold.write(modelFile);
    if (json) {
      spec.commandLine().getOut().println(Json.line(threshold));
      return;
    }
    spec.commandLine()
        .getOut()
        .printf(
            Locale.ROOT,
            "threshold %.4f; flagged: %s of known patterns, %s of other space groups, %s of"
                + " mixtures; %s%n",
            threshold.threshold(),
            rate(threshold.known()),
            rate(threshold.heldOut()),
            rate(threshold.mixtures()),
            NoveltyThreshold.file(modelFile));
  }

  private static String rate(NoveltyThreshold.Flagged flagged) {
    return flagged.n() == 0
        ? "none there"
        : String.format(Locale.ROOT, "%.1f %% (%d)", 100 * flagged.share(), flagged.n());
  }

  private Integer predict(Predictor predictor, Provenance provenance, long start) {
    InputFiles found = InputFiles.find(inputs);
    if (found.files().isEmpty()) {
      throw new PredictionException(
          "no pattern and no CIF in %s: docs/prediction.md has the endings of names"
              .formatted(inputs));
    }
    if (pictures != null) {
      AtomicFile.createFolder(pictures);
    }
    PredictionReport report =
        new PredictionReport(
            spec.commandLine(),
            new PredictionText(top, novelty()),
            json,
            Optional.ofNullable(pictures)
                .map(folder -> new PredictionPictures(folder, pictureFormat, predictor.model())));
    new PredictionRun(predictor, prior(predictor), report)
        .run(
            found.files(),
            new PatternIntake(
                predictor.model().grid(), predictor.model().wavelength(), intake.settings()));
    if (pictures != null) {
      describe(provenance, found.files(), predictor);
      provenance.writeInto(pictures);
    }
    return report.end(found.skipped(), (System.nanoTime() - start) / 1e9);
  }

  private void describe(Provenance provenance, List<Path> files, Predictor predictor) {
    provenance
        .input(modelFile)
        .setting("statistics_digest", predictor.model().statisticsDigest())
        .setting("patterns", files.size());
    files.stream().limit(MOST_INPUTS).forEach(provenance::input);
  }

  private ClassPrior prior(Predictor predictor) {
    if (prior == null) {
      return ClassPrior.ofTraining(predictor.model());
    }
    return prior.equals("uniform")
        ? ClassPrior.uniform(predictor.model())
        : ClassPrior.ofFile(Path.of(prior), predictor.model());
  }

  private Optional<NoveltyThreshold> novelty() {
    try {
      return NoveltyThreshold.read(modelFile);
    } catch (PredictionException e) {
      LOG.warn("no pattern is flagged as novel: {}", e.getMessage());
      return Optional.empty();
    }
  }

  private static final class RateText implements ITypeConverter<Double> {
    @Override
    public Double convert(String text) {
      double rate = NumberText.number(text);
      if (!(rate >= 0.0001 && rate <= 0.5)) {
        throw new TypeConversionException("'%s' is not between 0.0001 and 0.5".formatted(text));
      }
      return rate;
    }
  }
}
