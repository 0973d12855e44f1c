package org.powdermill.trainer.training;

/**
 * Times the steps and their waiting for data. Evaluation and checkpoints stop it: they are no time
 * of steps.
 */
final class StepClock {

  /**
   * Some steps.
   *
   * @param seconds time
   * @param waitingShare share of it that they waited for data
   * @param diffractogramsPerSecond rate
   */
  record Interval(double seconds, double waitingShare, double diffractogramsPerSecond) {}

  /** What had been counted at a moment. */
  private record Mark(long nanos, long waited, long rows) {}

  private final Prefetch batches;
  private final Mark start;
  private Mark event;
  private Mark epoch;
  private long rows;
  private long pausedNanos;
  private long pausedSince;
  private int pauses;

  StepClock(Prefetch batches) {
    this.batches = batches;
    this.start = now();
    this.event = start;
    this.epoch = start;
  }

  private Mark now() {
    long paused = pausedNanos + (pauses > 0 ? System.nanoTime() - pausedSince : 0);
    return new Mark(System.nanoTime() - paused, batches.waitedNanos(), rows);
  }

  /** A step was made. */
  void step(int diffractograms) {
    rows += diffractograms;
  }

  /** Something else than steps begins; may be called again within. */
  void pause() {
    if (pauses++ == 0) {
      pausedSince = System.nanoTime();
    }
  }

  /** It ends. */
  void goOn() {
    if (--pauses == 0) {
      pausedNanos += System.nanoTime() - pausedSince;
    }
  }

  /** The steps since the last call. */
  Interval sinceEvent() {
    Mark now = now();
    Interval interval = between(event, now);
    event = now;
    return interval;
  }

  /** The steps since the last call. */
  Interval sinceEpoch() {
    Mark now = now();
    Interval interval = between(epoch, now);
    epoch = now;
    return interval;
  }

  /** Seconds of steps so far. */
  double seconds() {
    return between(start, now()).seconds();
  }

  /** Share of these that steps waited. */
  double waitingShare() {
    return between(start, now()).waitingShare();
  }

  /** Rate of the steps so far. */
  double diffractogramsPerSecond() {
    return between(start, now()).diffractogramsPerSecond();
  }

  private static Interval between(Mark begin, Mark end) {
    double nanos = Math.max(1, end.nanos() - begin.nanos());
    return new Interval(
        nanos / 1e9,
        Math.min(1, (end.waited() - begin.waited()) / nanos),
        (end.rows() - begin.rows()) * 1e9 / nanos);
  }
}
