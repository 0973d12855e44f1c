package org.powdermill.tools;

import java.time.Duration;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.powdermill.trainer.training.TrainingEvent;
import org.powdermill.trainer.training.TrainingListener;
import org.powdermill.trainer.training.TrainingPlan;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows how training comes along: on a terminal a bar of steps with the time left. The first epochs
 * and the last have a line each, and one for each set; between them comes a line now and then, so
 * that days fit on a page.
 */
final class TrainingProgress implements TrainingListener {

  private static final Logger LOG = LoggerFactory.getLogger(TrainingProgress.class);

  private static final int WIDTH = 110;

  /**
   * Seconds to the first line of the log; each later one comes after twice the time, up to this.
   */
  private static final long FIRST_LINE = 10;

  private static final long LONGEST_PAUSE = 1800;

  private static final int FIRST_EPOCHS = 3;

  private final TrainingPlan plan;
  private final long start = System.nanoTime();
  private ProgressBar bar;
  private double nextLine = FIRST_LINE;
  private double epochSeconds;
  private boolean epochIsTold = true;

  TrainingProgress(TrainingPlan plan) {
    this.plan = plan;
  }

  @Override
  public void happened(TrainingEvent event) {
    if (event instanceof TrainingEvent.Start begun) {
      begin(begun);
    } else if (event instanceof TrainingEvent.Step step) {
      show(step);
    } else if (event instanceof TrainingEvent.Epoch epoch) {
      epochSeconds = epoch.seconds();
      epochIsTold =
          epoch.epoch() < FIRST_EPOCHS || epoch.epoch() == plan.epochs() - 1 || isTimeForLine(0);
      if (epochIsTold) {
        LOG.info("{}", line(epoch));
      }
    } else if (event instanceof TrainingEvent.Test test && epochIsTold) {
      LOG.info("{}", line(test));
    } else if (event instanceof TrainingEvent.End end
        && end.ending() == TrainingEvent.Ending.STOPPED) {
      LOG.info("told to stop; saving step {} of {}", end.step(), plan.steps());
    }
  }

  /**
   * Whether the next line is due; then the one after it comes later still.
   *
   * @param grace seconds that it may be late, as a better one will come then
   */
  private boolean isTimeForLine(double grace) {
    double seconds = (System.nanoTime() - start) / 1e9;
    if (seconds < nextLine + grace) {
      return false;
    }
    nextLine = seconds + Math.min(seconds, LONGEST_PAUSE);
    return true;
  }

  private void begin(TrainingEvent.Start begun) {
    LOG.info(
        "{} {}, {} classes: {} epochs of {} batches of {} diffractograms{}",
        begun.resumed() ? "going on with" : "training",
        begun.network(),
        plan.network().classes(),
        plan.epochs(),
        plan.batchesPerEpoch(),
        plan.batchSize(),
        begun.resumed() ? "; %d of %d steps are done".formatted(begun.step(), plan.steps()) : "");
    if (StandardError.isTerminal()) {
      StandardError.showsBar(true);
      bar =
          new ProgressBarBuilder()
              .setTaskName("train")
              .startsFrom(begun.step(), Duration.ZERO)
              .setInitialMax(plan.steps())
              .setStyle(ProgressBarStyle.ASCII)
              .setMaxRenderedLength(WIDTH)
              .clearDisplayOnFinish()
              .build();
    }
  }

  private void show(TrainingEvent.Step step) {
    String now =
        String.format(
            Locale.ROOT,
            "epoch %d, %.0f/s, loss %.3f, top-1 %.1f %%, waiting %.1f %%",
            step.epoch(),
            step.diffractogramsPerSecond(),
            step.loss(),
            100 * step.top1(),
            100 * step.waitingShare());
    if (bar != null) {
      bar.stepTo(step.step()).setExtraMessage(now);
      return;
    }
    if (isTimeForLine(epochSeconds)) {
      double left =
          (plan.steps() - step.step()) * plan.batchSize() / step.diffractogramsPerSecond();
      LOG.info("step {} of {}: {}, {} left", step.step(), plan.steps(), now, time(left));
    }
  }

  private static String line(TrainingEvent.Epoch epoch) {
    return String.format(
        Locale.ROOT,
        "epoch %d: loss %.4f, top-1 %.2f %%, top-5 %.2f %%; %.0f diffractograms/s, %.2f %% waiting",
        epoch.epoch(),
        epoch.loss(),
        100 * epoch.top1(),
        100 * epoch.top5(),
        epoch.diffractogramsPerSecond(),
        100 * epoch.waitingShare());
  }

  private static String line(TrainingEvent.Test test) {
    return String.format(
        Locale.ROOT,
        "epoch %d: %s%s: loss %.4f, top-1 %.2f %%, top-5 %.2f %% of %d",
        test.epoch(),
        test.set(),
        test.average() ? " with averaged weights" : "",
        test.score().loss(),
        100 * test.score().top1(),
        100 * test.score().top5(),
        test.score().n());
  }

  private static String time(double seconds) {
    if (seconds < 120) {
      return Math.round(seconds) + " s";
    }
    return seconds < 7200
        ? Math.round(seconds / 60) + " min"
        : String.format(Locale.ROOT, "%.1f h", seconds / 3600);
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
      StandardError.showsBar(false);
    }
  }
}
