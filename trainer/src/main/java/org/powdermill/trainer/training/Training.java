package org.powdermill.trainer.training;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.powdermill.files.FailurePoint;
import org.powdermill.hdf5.stream.PeerLostException;
import org.powdermill.trainer.network.Engine;
import org.powdermill.trainer.network.SavedModel;
import org.powdermill.trainer.network.StepResult;

/** The loop: batch after batch, evaluation after epochs, checkpoints in between. */
final class Training {

  /** Steps between two events of steps. */
  private static final int STEPS_PER_EVENT = 10;

  /**
   * What learns.
   *
   * @param plan of the training
   * @param engine holds the weights
   * @param average of the weights, where one is wanted
   */
  record Learner(TrainingPlan plan, Engine engine, Optional<WeightAverage> average) {}

  /**
   * What is evaluated.
   *
   * @param validation by its loss the best model is chosen
   * @param tests are looked at, and change nothing
   * @param every epochs between two evaluations
   */
  record Sets(Optional<EvaluationSet> validation, List<EvaluationSet> tests, int every) {}

  private final TrainingPlan plan;
  private final DataDescription data;
  private final Engine engine;
  private final BatchSource source;
  private final Prefetch batches;
  private final Path run;
  private final CheckpointFolder checkpoints;
  private final Sets sets;
  private final TrainingRun.Checkpoints rhythm;
  private final Optional<WeightAverage> average;
  private final MetricsFile metrics;
  private final List<TrainingListener> listeners;
  private final StepClock clock;

  private DataPosition position;
  private long diffractograms;
  private Tally sinceStepEvent;
  private Tally sinceEpoch;
  private final long[] classCounts;
  private long evaluatedStep;
  private TrainingState.Best best;
  private TrainingState.Best bestAverage;
  private long savedNanos = System.nanoTime();

  Training(
      Learner learner,
      BatchSource source,
      Prefetch batches,
      Path run,
      Sets sets,
      TrainingRun.Checkpoints rhythm,
      MetricsFile metrics,
      List<TrainingListener> others,
      TrainingState from) {
    this.plan = learner.plan();
    this.data = source.description();
    this.engine = learner.engine();
    this.source = source;
    this.batches = batches;
    this.run = run;
    this.checkpoints = new CheckpointFolder(run);
    this.sets = sets;
    this.rhythm = rhythm;
    this.average = learner.average();
    this.metrics = metrics;
    this.listeners = new ArrayList<>(List.of(metrics));
    this.listeners.addAll(others);
    this.clock = new StepClock(batches);
    this.position = from.position();
    this.diffractograms = from.diffractograms();
    this.sinceStepEvent = from.sinceStepEvent();
    this.sinceEpoch = from.sinceEpoch();
    this.classCounts = from.classCounts().stream().mapToLong(Long::longValue).toArray();
    this.evaluatedStep = from.evaluatedStep();
    this.best = from.best();
    this.bestAverage = from.bestAverage();
  }

  /**
   * Trains to the end, or until it is stopped; then a checkpoint holds everything.
   *
   * @throws TrainingException if the loss is no number any more
   */
  TrainingEvent.End run(BooleanSupplier stop) {
    tell(
        new TrainingEvent.Start(
            engine.steps(), diffractograms, plan.network().name(), engine.steps() > 0));
    TrainingEvent.Ending ending = train(stop);
    TrainingEvent.End end =
        new TrainingEvent.End(
            engine.steps(),
            diffractograms,
            ending,
            clock.seconds(),
            clock.waitingShare(),
            clock.diffractogramsPerSecond());
    tell(end);
    save();
    if (ending != TrainingEvent.Ending.STOPPED) {
      source.finish();
    }
    return end;
  }

  private TrainingEvent.Ending train(BooleanSupplier stop) {
    while (true) {
      if (isEvaluationDue() && !evaluate(stop)) {
        return TrainingEvent.Ending.STOPPED;
      }
      if (engine.steps() >= plan.steps()) {
        return TrainingEvent.Ending.COMPLETE;
      }
      Optional<Batch> batch = take(stop);
      if (batch.isEmpty()) {
        return dataEnded(stop) ? TrainingEvent.Ending.DATA_ENDED : TrainingEvent.Ending.STOPPED;
      }
      learn(batch.get());
      source.recycle(batch.get());
      FailurePoint.TRAINING_AFTER_STEP.passed();
      if (engine.steps() % plan.batchesPerEpoch() == 0) {
        endEpoch();
      }
      if (System.nanoTime() - savedNanos > rhythm.every().toNanos()) {
        save();
      }
    }
  }

  private Optional<Batch> take(BooleanSupplier stop) {
    try {
      return batches.take(stop);
    } catch (PeerLostException e) {
      // Nobody else has the stream; what was learned from it is kept.
      save();
      throw e;
    }
  }

  /** The end of the stream: what was learned since the last evaluation is looked at. */
  private boolean dataEnded(BooleanSupplier stop) {
    return batches.isEnded() && (evaluatedStep == engine.steps() || evaluate(stop));
  }

  private void learn(Batch batch) {
    long epoch = plan.epochAfter(engine.steps());
    double rate = plan.rates().rate(epoch, engine.steps() + 1);
    StepResult result = engine.step(batch.diffractograms(), batch.labels(), rate);
    if (!Double.isFinite(result.loss())) {
      throw LostBatchException.of(run, batch, epoch, engine.steps(), result.loss());
    }
    average.ifPresent(weights -> weights.add(engine));
    position = batch.after();
    diffractograms += batch.rows();
    for (int label : batch.labels()) {
      classCounts[label]++;
    }
    sinceStepEvent = sinceStepEvent.plus(result, batch.rows());
    sinceEpoch = sinceEpoch.plus(result, batch.rows());
    clock.step(batch.rows());
    if (engine.steps() == 1 || engine.steps() % STEPS_PER_EVENT == 0) {
      StepClock.Interval interval = clock.sinceEvent();
      tell(
          new TrainingEvent.Step(
              engine.steps(),
              epoch,
              diffractograms,
              sinceStepEvent.loss(),
              rate,
              sinceStepEvent.top1Share(),
              sinceStepEvent.top5Share(),
              interval.waitingShare(),
              interval.diffractogramsPerSecond()));
      sinceStepEvent = Tally.NONE;
    }
  }

  private void endEpoch() {
    long epoch = plan.epochAfter(engine.steps()) - 1;
    StepClock.Interval interval = clock.sinceEpoch();
    tell(
        new TrainingEvent.Epoch(
            engine.steps(),
            epoch,
            diffractograms,
            sinceEpoch.loss(),
            plan.rates().rate(epoch, engine.steps()),
            sinceEpoch.top1Share(),
            sinceEpoch.top5Share(),
            interval.waitingShare(),
            interval.diffractogramsPerSecond(),
            interval.seconds()));
    sinceEpoch = Tally.NONE;
  }

  private boolean isEvaluationDue() {
    long epochs = plan.epochAfter(engine.steps());
    return engine.steps() > evaluatedStep
        && engine.steps() % plan.batchesPerEpoch() == 0
        && (epochs % sets.every() == 0 || engine.steps() >= plan.steps());
  }

  /** Evaluates all sets, writes the best model and a checkpoint; false if it was stopped before. */
  private boolean evaluate(BooleanSupplier stop) {
    clock.pause();
    List<TrainingEvent.Test> results = new ArrayList<>();
    boolean whole = evaluate(false, results, stop);
    if (whole && average.isPresent()) {
      boolean[] averageWhole = {false};
      average.get().during(engine, () -> averageWhole[0] = evaluate(true, results, stop));
      whole = averageWhole[0];
    }
    if (whole) {
      evaluatedStep = engine.steps();
      results.forEach(this::tell);
      results.forEach(this::keepBest);
      if (engine.steps() < plan.steps()) { // else the end follows, and is saved with it
        save();
      }
    }
    clock.goOn();
    return whole;
  }

  private boolean evaluate(
      boolean averaged, List<TrainingEvent.Test> results, BooleanSupplier stop) {
    List<EvaluationSet> all = new ArrayList<>();
    sets.validation().ifPresent(all::add);
    all.addAll(sets.tests());
    for (int i = 0; i < all.size(); i++) {
      Optional<SetScore> score = all.get(i).score(engine, data, plan.batchSize(), stop);
      if (score.isEmpty()) {
        return false;
      }
      boolean validation = i == 0 && sets.validation().isPresent();
      results.add(
          new TrainingEvent.Test(
              engine.steps(),
              Math.max(0, plan.epochAfter(engine.steps()) - 1),
              diffractograms,
              validation,
              all.get(i).name(),
              averaged,
              score.get()));
    }
    return true;
  }

  private void keepBest(TrainingEvent.Test test) {
    TrainingState.Best before = test.average() ? bestAverage : best;
    if (!test.validation() || test.score().loss() >= before.loss()) {
      return;
    }
    TrainingState.Best now = new TrainingState.Best(engine.steps(), test.score().loss());
    if (test.average()) {
      bestAverage = now;
      average.orElseThrow().during(engine, () -> writeModel("model-best-average.h5"));
    } else {
      best = now;
      writeModel("model-best.h5");
    }
  }

  private void writeModel(String name) {
    FailurePoint.TRAINING_BEFORE_MODEL.passed();
    model(TrainingRecord.ofModel(plan, data, engine.steps(), state()))
        .write(run.resolve(name), engine, false);
    FailurePoint.TRAINING_AFTER_MODEL.passed();
  }

  private SavedModel model(String training) {
    return new SavedModel(
        plan.network(),
        data.classes(),
        data.grid(),
        data.identity().wavelength(),
        data.identity().statisticsDigest(),
        training);
  }

  private TrainingState state() {
    return new TrainingState(
        position,
        diffractograms,
        sinceStepEvent,
        sinceEpoch,
        Arrays.stream(classCounts).boxed().toList(),
        metrics.bytes(),
        evaluatedStep,
        best,
        bestAverage);
  }

  /** Writes models and checkpoint of this step. */
  private void save() {
    savedNanos = System.nanoTime();
    clock.pause();
    source.requireOwnership();
    listeners.forEach(TrainingListener::checkpoint);
    writeModel("model-last.h5");
    average.ifPresent(weights -> weights.during(engine, () -> writeModel("model-last-average.h5")));
    if (sets.validation().isEmpty()) {
      writeModel("model-best.h5");
    }
    FailurePoint.TRAINING_BEFORE_CHECKPOINT.passed();
    model(TrainingRecord.ofCheckpoint(plan, data, engine.steps(), state()))
        .writeCheckpoint(
            checkpoints.file(engine.steps()),
            engine,
            average.map(WeightAverage::values).orElse(Map.of()));
    FailurePoint.TRAINING_AFTER_CHECKPOINT.passed();
    source.durable(position);
    checkpoints.prune(rhythm.keep(), List.of(best.step(), bestAverage.step()));
    clock.goOn();
  }

  private void tell(TrainingEvent event) {
    listeners.forEach(listener -> listener.happened(event));
  }
}
