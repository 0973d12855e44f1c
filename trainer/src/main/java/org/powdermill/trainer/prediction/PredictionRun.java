package org.powdermill.trainer.prediction;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * Predicts many files: one thread reads and prepares them while the calling one computes. The
 * network takes what is ready, at most {@value #BATCH} at once; results come in the order of the
 * files.
 */
public final class PredictionRun {

  /** Most diffractograms that the network takes at once. */
  static final int BATCH = 32;

  /** Is told of each file, or each crystal in it. */
  public interface Listener {
    /** It was predicted. */
    void predicted(Intake.Accepted pattern, Prediction prediction);

    /** It was refused. */
    void refused(Intake.Refused refusal);
  }

  /** What the reading thread hands over: an intake, or that there are no more and why. */
  private record Item(Optional<Intake> intake, Optional<Throwable> failure) {}

  private final Predictor predictor;
  private final ClassPrior prior;
  private final Listener listener;

  /** With a model. */
  public PredictionRun(Predictor predictor, ClassPrior prior, Listener listener) {
    this.predictor = predictor;
    this.prior = prior;
    this.listener = listener;
  }

  /** Predicts all files. */
  public void run(List<Path> files, PatternIntake intake) {
    BlockingQueue<Item> ready = new ArrayBlockingQueue<>(2 * BATCH);
    Thread reader = new Thread(() -> read(files, intake, ready), "pattern-reader");
    reader.setDaemon(true);
    reader.start();
    try {
      boolean more = true;
      while (more) {
        List<Item> items = new ArrayList<>(List.of(ready.take()));
        ready.drainTo(items, BATCH - 1);
        more = take(items);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PredictionException("interrupted", e);
    } finally {
      reader.interrupt();
    }
  }

  private static void read(List<Path> files, PatternIntake intake, BlockingQueue<Item> ready) {
    Optional<Throwable> failure = Optional.empty();
    try {
      for (Path file : files) {
        for (Intake taken : intake.take(file)) {
          ready.put(new Item(Optional.of(taken), Optional.empty()));
        }
      }
    } catch (InterruptedException e) {
      return; // nobody waits any more
    } catch (RuntimeException | Error e) {
      failure = Optional.of(e);
    }
    try {
      ready.put(new Item(Optional.empty(), failure));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Predicts a batch; whether there is more. */
  private boolean take(List<Item> items) {
    List<Intake> intakes = items.stream().flatMap(item -> item.intake().stream()).toList();
    List<float[]> diffractograms =
        intakes.stream()
            .filter(Intake.Accepted.class::isInstance)
            .map(found -> ((Intake.Accepted) found).diffractogram())
            .toList();
    double[][] probabilities =
        diffractograms.isEmpty() ? new double[0][] : predictor.probabilities(diffractograms);
    int row = 0;
    for (Intake found : intakes) {
      if (found instanceof Intake.Accepted accepted) {
        listener.predicted(
            accepted, Prediction.of(predictor.model().classes(), probabilities[row++], prior));
      } else {
        listener.refused((Intake.Refused) found);
      }
    }
    Item last = items.get(items.size() - 1);
    last.failure()
        .ifPresent(
            failure -> {
              throw new IllegalStateException("reading patterns failed", failure);
            });
    return last.intake().isPresent();
  }
}
