package org.powdermill.trainer.training;

/**
 * What happens in a training, in the order in which it does.
 *
 * <p>{@code step} counts steps from 1 through all epochs, {@code epoch} epochs from 0, {@code
 * diffractograms} those learned from so far.
 */
public sealed interface TrainingEvent {

  /** Steps so far. */
  long step();

  /** Diffractograms learned from so far. */
  long diffractograms();

  /**
   * Training begins or goes on.
   *
   * @param network name of the network
   * @param resumed whether from a checkpoint
   */
  record Start(long step, long diffractograms, String network, boolean resumed)
      implements TrainingEvent {}

  /**
   * Some steps were made; values of training are means over the steps since the event before.
   *
   * @param loss softmax and cross-entropy, of smoothed labels where labels are smoothed
   * @param learningRate of the last step
   * @param top1 share of diffractograms whose class came first, before the step
   * @param top5 share of those whose class was among the first five
   * @param waitingShare share of the time that the step waited for data
   * @param diffractogramsPerSecond rate
   */
  record Step(
      long step,
      long epoch,
      long diffractograms,
      double loss,
      double learningRate,
      double top1,
      double top5,
      double waitingShare,
      double diffractogramsPerSecond)
      implements TrainingEvent {}

  /**
   * An epoch is over; values of training are means over it. Where it was interrupted, waiting, rate
   * and time are those since the last start.
   *
   * @param seconds time of the epoch, without evaluation
   */
  record Epoch(
      long step,
      long epoch,
      long diffractograms,
      double loss,
      double learningRate,
      double top1,
      double top5,
      double waitingShare,
      double diffractogramsPerSecond,
      double seconds)
      implements TrainingEvent {}

  /**
   * A set was evaluated.
   *
   * @param validation whether it is the set by which the best model is chosen
   * @param set name of the set
   * @param average whether with averaged weights
   * @param score what came out
   */
  record Test(
      long step,
      long epoch,
      long diffractograms,
      boolean validation,
      String set,
      boolean average,
      SetScore score)
      implements TrainingEvent {}

  /** How a training leaves. */
  enum Ending {
    /** All epochs are done. */
    COMPLETE("complete"),
    /** The stream has no more, and all of it was learned. */
    DATA_ENDED("the stream has ended"),
    /** Stopped; a checkpoint holds everything. */
    STOPPED("stopped");

    private final String word;

    Ending(String word) {
      this.word = word;
    }

    /** In words. */
    public String word() {
      return word;
    }
  }

  /**
   * Training leaves.
   *
   * @param ending why
   * @param seconds since its start
   * @param waitingShare of that time
   * @param diffractogramsPerSecond since its start
   */
  record End(
      long step,
      long diffractograms,
      Ending ending,
      double seconds,
      double waitingShare,
      double diffractogramsPerSecond)
      implements TrainingEvent {}
}
