package org.powdermill.tools;

import java.util.function.LongSupplier;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A progress bar on standard error where that is a terminal, else nothing. */
final class Progress implements AutoCloseable {

  private static final int WIDTH = 80;

  private final ProgressBar bar;

  private Progress(ProgressBar bar) {
    this.bar = bar;
  }

  /** Of steps whose number is not known before the last. */
  static Progress of(String task) {
    return of(task, () -> -1);
  }

  /**
   * Of a number of steps, so that the time left is shown too.
   *
   * @param steps counts them; asked on a terminal only
   */
  static Progress of(String task, LongSupplier steps) {
    if (!StandardError.isTerminal()) {
      return new Progress(null);
    }
    StandardError.showsBar(true);
    return new Progress(
        new ProgressBarBuilder()
            .setTaskName(task)
            .setInitialMax(steps.getAsLong())
            .setStyle(ProgressBarStyle.ASCII)
            .setMaxRenderedLength(WIDTH)
            .clearDisplayOnFinish()
            .build());
  }

  void step(String what) {
    if (bar != null) {
      bar.step().setExtraMessage(what);
    }
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
      StandardError.showsBar(false);
    }
  }
}
