package org.powdermill.trainer.training;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.powdermill.files.AtomicFile;
import org.powdermill.hdf5.model.ModelFileException;
import org.powdermill.trainer.network.Engine;
import org.powdermill.trainer.network.EngineProvider;
import org.powdermill.trainer.network.Network;
import org.powdermill.trainer.network.SavedModel;
import org.powdermill.trainer.network.TrainingSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A training in a folder of its own: begins, goes on from its newest checkpoint, or is complete.
 */
public final class TrainingRun {

  private static final Logger LOG = LoggerFactory.getLogger(TrainingRun.class);

  /** Name of the file of metrics. */
  public static final String METRICS = "metrics.jsonl";

  /**
   * What is asked for.
   *
   * @param folder of the run
   * @param resume whether to go on with a training that is there
   * @param data what is learned from
   * @param options how
   * @param threads that compute
   * @param evaluations on which sets, and when
   * @param checkpoints how many, and when
   * @param listeners are opened when training begins
   */
  public record Request(
      Path folder,
      boolean resume,
      TrainingData data,
      TrainingOptions options,
      int threads,
      Evaluations evaluations,
      Checkpoints checkpoints,
      List<Function<TrainingPlan, TrainingListener>> listeners) {}

  /**
   * What is evaluated as training goes.
   *
   * @param validation by which the best model is chosen
   * @param tests sets that are evaluated, and change nothing
   * @param every epochs between two evaluations
   */
  public record Evaluations(ValidationSet validation, List<Path> tests, int every) {}

  /**
   * What is saved as training goes; it changes no weight.
   *
   * @param every longest time between two checkpoints
   * @param keep newest checkpoints that are kept; the best ones are, too
   */
  public record Checkpoints(Duration every, int keep) {}

  /**
   * How it went.
   *
   * @param ending why it ended
   * @param steps steps of the whole training so far
   * @param diffractograms learned from so far
   * @param end what was measured since this start; empty if there was nothing left to do
   */
  public record Result(
      TrainingEvent.Ending ending,
      long steps,
      long diffractograms,
      Optional<TrainingEvent.End> end) {}

  /** An engine as a checkpoint left it. */
  private record Restored(
      SavedModel model,
      TrainingPlan plan,
      TrainingState state,
      Engine engine,
      Optional<WeightAverage> average) {}

  private final Request request;
  private final EngineProvider engines;
  private final BooleanSupplier stop;

  private TrainingRun(Request request, EngineProvider engines, BooleanSupplier stop) {
    this.request = request;
    this.engines = engines;
    this.stop = stop;
  }

  /**
   * Trains, on this thread.
   *
   * @param stop whether to stop after the step that is being made
   * @throws TrainingException if that cannot be
   * @throws org.powdermill.hdf5.stream.PeerLostException if a stream has no living producer; what
   *     was learned is in a checkpoint
   */
  public static Result run(Request request, EngineProvider engines, BooleanSupplier stop) {
    AtomicFile.createFolder(request.folder());
    try (RunLock lock = RunLock.of(request.folder())) {
      lock.hold();
      return new TrainingRun(request, engines, stop).run();
    }
  }

  private Result run() {
    CheckpointFolder checkpoints = new CheckpointFolder(request.folder());
    List<Path> found = checkpoints.newestFirst();
    if (!request.resume() && (!found.isEmpty() || Files.exists(path(METRICS)))) {
      throw new TrainingException(
          "%s holds a training already: add --resume to go on with it, or name another --out"
              .formatted(request.folder()));
    }
    checkpoints.create();
    return found.isEmpty() ? begin() : goOn(found);
  }

  private Path path(String name) {
    return request.folder().resolve(name);
  }

  private Result begin() {
    Optional<BatchSource> opened = request.data().open(Optional.empty(), stop);
    if (opened.isEmpty()) {
      return new Result(TrainingEvent.Ending.STOPPED, 0, 0, Optional.empty());
    }
    try (BatchSource source = opened.get()) {
      TrainingPlan plan = TrainingPlan.of(request.options(), source.description());
      try (Engine engine = engine(plan.network(), plan)) {
        TrainingState state =
            new TrainingState(
                source.beginning(),
                0,
                Tally.NONE,
                Tally.NONE,
                Collections.nCopies(plan.network().classes(), 0L),
                0,
                0,
                TrainingState.Best.NONE,
                TrainingState.Best.NONE);
        return train(plan, engine, source, average(plan, engine), state);
      }
    }
  }

  private Result goOn(List<Path> checkpoints) {
    Restored restored = restore(checkpoints);
    try (Engine engine = restored.engine()) {
      if (engine.steps() >= restored.plan().steps()) {
        LOG.info("{} is complete: {} epochs", request.folder(), restored.plan().epochs());
        request.data().finish(restored.state().position(), stop);
        return new Result(
            TrainingEvent.Ending.COMPLETE,
            engine.steps(),
            restored.state().diffractograms(),
            Optional.empty());
      }
      Optional<BatchSource> opened =
          request.data().open(Optional.of(restored.state().position()), stop);
      if (opened.isEmpty()) {
        return new Result(
            TrainingEvent.Ending.STOPPED,
            engine.steps(),
            restored.state().diffractograms(),
            Optional.empty());
      }
      try (BatchSource source = opened.get()) {
        requireSame(TrainingRecord.differences(restored.model().training(), source.description()));
        return train(restored.plan(), engine, source, restored.average(), restored.state());
      }
    }
  }

  private void requireSame(List<String> differences) {
    if (!differences.isEmpty()) {
      throw new TrainingException(
          "%s is another training: %s; name another --out"
              .formatted(request.folder(), String.join("; ", differences)));
    }
  }

  /** The newest checkpoint that can be trusted. */
  private Restored restore(List<Path> checkpoints) {
    for (Path file : checkpoints) {
      try {
        return restore(file);
      } catch (ModelFileException e) {
        LOG.warn("{}; an older checkpoint is tried", e.getMessage());
      }
    }
    throw new TrainingException(
        "no checkpoint in %s can be read: bring back a copy, or name another --out"
            .formatted(request.folder()));
  }

  private Restored restore(Path file) {
    SavedModel model = SavedModel.read(file);
    int classes = model.network().classes();
    TrainingState state = TrainingRecord.state(file, model.training(), classes);
    TrainingPlan plan =
        TrainingPlan.of(
            request.options(),
            model.network().points(),
            classes,
            TrainingRecord.planned(file, model.training(), "batches_per_epoch"),
            TrainingRecord.planned(file, model.training(), "shuffle_window"));
    requireSame(TrainingRecord.differences(model.training(), plan));
    Engine engine = engine(model.network(), plan);
    boolean complete = false;
    try {
      Optional<WeightAverage> average = average(plan, engine);
      SavedModel.readCheckpoint(engine, file, average.map(WeightAverage::values).orElse(Map.of()));
      complete = true;
      return new Restored(model, plan, state, engine, average);
    } finally {
      if (!complete) {
        engine.close();
      }
    }
  }

  private Engine engine(Network network, TrainingPlan plan) {
    return engines.build(
        network,
        plan.seed(),
        TrainingSettings.ofThreads(request.threads())
            .withLabelSmoothing(plan.labelSmoothing())
            .withGradientNormLimit(plan.gradientNormLimit()));
  }

  private static Optional<WeightAverage> average(TrainingPlan plan, Engine engine) {
    return plan.hasAverage()
        ? Optional.of(new WeightAverage(engine, plan.averageDecay()))
        : Optional.empty();
  }

  private Result train(
      TrainingPlan plan,
      Engine engine,
      BatchSource source,
      Optional<WeightAverage> average,
      TrainingState state) {
    writeSettings(plan, source.description());
    source.begin(plan, state.position());
    Training.Sets sets = sets(plan, source.description());
    List<TrainingListener> listeners =
        request.listeners().stream().map(listener -> listener.apply(plan)).toList();
    listeners.forEach(listener -> listener.learnsFrom(source.description()));
    try (MetricsFile metrics = new MetricsFile(path(METRICS), state.metricsBytes());
        Prefetch batches = new Prefetch(source)) {
      Training training =
          new Training(
              new Training.Learner(plan, engine, average),
              source,
              batches,
              request.folder(),
              sets,
              request.checkpoints(),
              metrics,
              listeners,
              state);
      TrainingEvent.End end = training.run(stop);
      return new Result(end.ending(), end.step(), end.diffractograms(), Optional.of(end));
    } finally {
      listeners.forEach(TrainingListener::close);
    }
  }

  private Training.Sets sets(TrainingPlan plan, DataDescription data) {
    Optional<EvaluationSet> validation = Optional.empty();
    if (request.evaluations().validation() instanceof ValidationSet.Given given) {
      validation = Optional.of(EvaluationSet.of(given.file()));
    } else if (request.evaluations().validation() instanceof ValidationSet.Made made) {
      validation = Optional.of(EvaluationSet.of(made.in(request.folder(), plan, data)));
    }
    List<EvaluationSet> tests =
        request.evaluations().tests().stream().map(EvaluationSet::of).toList();
    validation.ifPresent(set -> set.requireFitting(data));
    tests.forEach(set -> set.requireFitting(data));
    if (tests.stream().map(EvaluationSet::name).distinct().count() < tests.size()) {
      throw new TrainingException("two test sets have the same name: rename one of the files");
    }
    return new Training.Sets(validation, tests, request.evaluations().every());
  }

  /** What was asked for and what followed from it, for people. */
  private void writeSettings(TrainingPlan plan, DataDescription data) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("epochs", plan.epochs());
    fields.put("plan", plan.decisive());
    fields.put("data", data.fields());
    fields.put("classes", data.classes().spaceGroups());
    fields.put("threads", request.threads());
    fields.put("evaluate_every", request.evaluations().every());
    fields.put("checkpoint_every_seconds", request.checkpoints().every().toSeconds());
    AtomicFile.write(
        path("settings.json"),
        temporary ->
            Files.writeString(
                temporary,
                new ObjectMapper()
                        .enable(SerializationFeature.INDENT_OUTPUT)
                        .writeValueAsString(fields)
                    + "\n"));
  }
}
