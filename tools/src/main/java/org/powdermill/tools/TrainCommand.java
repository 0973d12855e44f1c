package org.powdermill.tools;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.powdermill.files.AtomicFile;
import org.powdermill.files.Provenance;
import org.powdermill.hdf5.stream.StreamOwner;
import org.powdermill.hdf5.stream.StreamReader;
import org.powdermill.trainer.network.EngineProvider;
import org.powdermill.trainer.training.TensorBoardEvents;
import org.powdermill.trainer.training.TrainingData;
import org.powdermill.trainer.training.TrainingEvent;
import org.powdermill.trainer.training.TrainingOptions;
import org.powdermill.trainer.training.TrainingRun;
import org.powdermill.trainer.training.ValidationSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Training: online from a stream, or on fixed sets. */
@Command(
    name = "train",
    customSynopsis =
        "powdermill train (--stream DIR | --data F.h5) --network NAME --out RUN [OPTION]...",
    description = "Teach a network, online from a stream or on fixed sets.",
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  powdermill train --stream build/stream --network parkcnn-small --out build/run",
      "  powdermill train --data build/open.h5 --network parkcnn-small --out run -e 1"
    })
final class TrainCommand implements Callable<Integer> {

  /** From a signal to the end: a step of a large network, and its checkpoint. */
  private static final Duration TIME_TO_STOP = Duration.ofSeconds(100);

  @Option(
      names = "--stream",
      paramLabel = "DIR",
      description = "Learn each diffractogram of a stream once.")
  private Path stream;

  @Option(names = "--consume", description = "Delete shards behind the last checkpoint.")
  private boolean consume;

  @Option(
      names = "--data",
      paramLabel = "F.h5",
      description = "Learn a fixed set, pass after pass; repeatable.")
  private List<Path> data = List.of();

  @Option(
      names = {"-o", "--out"},
      required = true,
      paramLabel = "RUN",
      description = "Folder of models, checkpoints and metrics.")
  private Path out;

  @Option(names = "--resume", description = "Go on from the last checkpoint, if any.")
  private boolean resume;

  @Mixin private LearningOptions learning;

  @Option(
      names = "--testset",
      paramLabel = "F.h5",
      description = "Evaluate it as training goes; repeatable.")
  private List<Path> tests = List.of();

  @Option(
      names = "--validation",
      paramLabel = "F.h5",
      description = "Set that tells the best model.")
  private Path validation;

  @Option(
      names = "--validation-size",
      paramLabel = "N",
      description = "Else one is made of N; default 0.1 epochs.")
  private Integer validationSize;

  @Mixin private StatisticsOption statisticsOption;

  @Option(
      names = "--evaluate-every",
      paramLabel = "E",
      defaultValue = "1",
      converter = WholeNumbers.PositiveInt.class,
      description = "Epochs; default ${DEFAULT-VALUE}.")
  private int evaluateEvery = 1;

  @Option(
      names = "--checkpoint-every",
      paramLabel = "TIME",
      defaultValue = "10m",
      converter = MinutesText.class,
      description = "As 90s; a number is minutes; default ${DEFAULT-VALUE}.")
  private Duration checkpointEvery = Duration.ofMinutes(10);

  @Option(
      names = "--keep",
      paramLabel = "K",
      defaultValue = "3",
      converter = WholeNumbers.PositiveInt.class,
      description = "Newest checkpoints to keep; default ${DEFAULT-VALUE}.")
  private int keep = 3;

  @Option(
      names = "--peer-timeout",
      paramLabel = "TIME",
      defaultValue = "10m",
      converter = DurationText.class,
      description = "Leave after TIME without producer; default ${DEFAULT-VALUE}.")
  private Duration peerTimeout = Duration.ofMinutes(10);

  @Mixin private EngineOptions engine;

  @Option(names = "--json", description = "Print the summary as JSON.")
  private boolean json;

  @Mixin(name = "common")
  private CommonOptions common;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    requireOneSource();
    engine.use();
    Provenance provenance = provenance();
    AtomicFile.Saving saving = AtomicFile.saving(TIME_TO_STOP);
    try (Interruption interruption = new Interruption(TIME_TO_STOP)) {
      try {
        TrainingRun.Result result =
            TrainingRun.run(request(provenance), EngineProvider.onClassPath(), interruption);
        boolean complete = result.ending() != TrainingEvent.Ending.STOPPED;
        TrainingProvenance.end(provenance, out, complete);
        spec.commandLine().getOut().println(json ? Json.line(fields(result)) : line(result));
        return complete ? Powdermill.DONE : Powdermill.INTERRUPTED;
      } finally {
        saving.close();
      }
    }
  }

  private void requireOneSource() {
    if ((stream == null) == data.isEmpty()) {
      throw wrongUsage("want either --stream or --data");
    }
    if (consume && stream == null) {
      throw wrongUsage("--consume goes with --stream");
    }
    if (validation != null && validationSize != null) {
      throw wrongUsage("want either --validation or --validation-size");
    }
    if (validationSize != null && validationSize < 0) {
      throw wrongUsage("--validation-size is 0 for none, or more");
    }
  }

  private ParameterException wrongUsage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  private TrainingRun.Request request(Provenance provenance) {
    TrainingData source =
        stream == null
            ? new TrainingData.Sets(data)
            : new TrainingData.Stream(
                stream, new StreamReader.Options(consume, peerTimeout, StreamOwner.Timing.DEFAULT));
    return new TrainingRun.Request(
        out,
        resume,
        source,
        learning.options(),
        engine.threads(),
        new TrainingRun.Evaluations(validationSet(), tests, evaluateEvery),
        new TrainingRun.Checkpoints(checkpointEvery, keep),
        List.of(
            plan -> new TrainingProvenance(provenance, out, plan),
            plan -> new TensorBoardEvents(out),
            TrainingProgress::new));
  }

  private ValidationSet validationSet() {
    if (validation != null) {
      return new ValidationSet.Given(validation);
    }
    if (validationSize != null && validationSize == 0) {
      return new ValidationSet.None();
    }
    return new ValidationSet.Made(
        validationSize == null ? OptionalInt.empty() : OptionalInt.of(validationSize),
        statisticsOption::statistics,
        engine.threads());
  }

  private Provenance provenance() {
    Provenance provenance = common.provenance();
    TrainingOptions options = learning.options();
    provenance.setting("network", options.network()).setting("epochs", options.epochs());
    provenance.setting("batch_size", options.batchSize());
    provenance.setting("engine", EngineProvider.onClassPath().name());
    engine.addTo(provenance);
    provenance.seed("training", options.seed());
    if (stream != null) {
      provenance.input(stream);
    }
    data.forEach(provenance::input);
    tests.forEach(provenance::input);
    if (validation != null) {
      provenance.input(validation);
    } else {
      statisticsOption.path().ifPresent(provenance::input);
    }
    return provenance;
  }

  private Map<String, Object> fields(TrainingRun.Result result) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("out", out.toString());
    fields.put("ending", result.ending().name().toLowerCase(Locale.ROOT));
    fields.put("steps", result.steps());
    fields.put("diffractograms", result.diffractograms());
    result
        .end()
        .ifPresent(
            end -> {
              fields.put("seconds", rounded(end.seconds()));
              fields.put("waiting_share", rounded(end.waitingShare()));
              fields.put("diffractograms_per_second", rounded(end.diffractogramsPerSecond()));
            });
    return fields;
  }

  private static double rounded(double value) {
    return Math.round(value * 10_000) / 10_000.0;
  }

  private String line(TrainingRun.Result result) {
    String measured =
        result
            .end()
            .map(
                end ->
                    String.format(
                        Locale.ROOT,
                        "; %.0f s, %.1f per second, %.2f %% of the time waiting for data",
                        end.seconds(),
                        end.diffractogramsPerSecond(),
                        100 * end.waitingShare()))
            .orElse("");
    return "%s: %d steps, %d diffractograms%s; %s"
        .formatted(
            result.ending().word(),
            result.steps(),
            result.diffractograms(),
            measured,
            result.ending() == TrainingEvent.Ending.STOPPED
                ? "the same call with --resume goes on"
                : out.resolve("model-last.h5"));
  }

  /** Reads a time; a number alone is minutes. */
  private static final class MinutesText implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
      if (!text.matches("\\d{1,6}(\\.\\d{1,3})?")) {
        return new DurationText().convert(text);
      }
      double minutes = Double.parseDouble(text);
      if (!(minutes > 0)) {
        throw new TypeConversionException("'%s' is no time such as 90s, 10m or 2h".formatted(text));
      }
      return Duration.ofMillis(Math.round(minutes * 60_000));
    }
  }
}
