package org.powdermill.trainer.training;

import java.nio.file.Path;
import java.time.Instant;
import org.powdermill.trainer.events.EventFile;

/** Curves for TensorBoard, in the folder {@code tensorboard} of a run. */
public final class TensorBoardEvents implements TrainingListener {

  private final Path folder;
  private EventFile events;

  /** In the folder of a run. */
  public TensorBoardEvents(Path run) {
    this.folder = run.resolve("tensorboard");
  }

  @Override
  public void happened(TrainingEvent event) {
    if (event instanceof TrainingEvent.Start start) {
      events = EventFile.append(folder, start.step() + 1);
    } else if (event instanceof TrainingEvent.Step step) {
      scalar("training/loss", step.step(), step.loss());
      scalar("training/top1", step.step(), step.top1());
      scalar("training/top5", step.step(), step.top5());
      scalar("training/learning_rate", step.step(), step.learningRate());
      scalar("rate/diffractograms_per_second", step.step(), step.diffractogramsPerSecond());
      scalar("rate/waiting_share", step.step(), step.waitingShare());
    } else if (event instanceof TrainingEvent.Test test) {
      String tag = test.set() + (test.average() ? " (average)" : "");
      scalar(tag + "/loss", test.step(), test.score().loss());
      scalar(tag + "/top1", test.step(), test.score().top1());
      scalar(tag + "/top5", test.step(), test.score().top5());
      events.flush();
    }
  }

  private void scalar(String tag, long step, double value) {
    events.scalar(tag, step, value, Instant.now());
  }

  @Override
  public void checkpoint() {
    events.flush();
  }

  @Override
  public void close() {
    if (events != null) {
      events.close();
    }
  }
}
