package org.powdermill.trainer.network;

/**
 * A network that computes and learns, by the means of some library. It serves one thread at a time,
 * always the same one.
 *
 * <p>Arrays are row-major and copied. Adam is that of TensorFlow and of D. P. Kingma, J. Ba (ICLR
 * 2015, end of section 2): in step t = 1, 2, ... a parameter loses rate * sqrt(1 - beta2^t) / (1 -
 * beta1^t) * m / (sqrt(v) + epsilon).
 */
public interface Engine extends AutoCloseable {

  /** What it computes. */
  Network network();

  /**
   * Learns from a batch: one step of Adam on the mean of softmax and cross-entropy, of labels and
   * with a limit as {@link TrainingSettings} has them.
   *
   * @param diffractograms raw, [labels.length][points]; may be longer
   * @param labels class of each, 0 to classes - 1
   * @param learningRate positive
   * @return loss and hits of the batch, before the step; a loss of NaN is returned, not thrown
   * @throws IllegalArgumentException if sizes or labels do not fit
   * @throws NetworkException if the engine cannot, for want of memory, or has made as many steps as
   *     it can count
   */
  StepResult step(float[] diffractograms, int[] labels, double learningRate);

  /**
   * Probabilities of the classes, without dropout. The memory needed beyond the arrays does not
   * grow with the rows.
   *
   * @param diffractograms raw, [rows][points]; may be longer
   * @return [rows][classes]
   * @throws IllegalArgumentException if sizes do not fit
   * @throws NetworkException if the engine cannot, for want of memory
   */
  float[] predict(float[] diffractograms, int rows);

  /**
   * The numbers of a parameter.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  float[] parameter(String name);

  /**
   * Sets the numbers of a parameter.
   *
   * @throws IllegalArgumentException if there is none of that name, or their number is another
   */
  void setParameter(String name, float[] values);

  /**
   * A moment that Adam keeps for a parameter.
   *
   * @throws IllegalArgumentException if there is no parameter of that name
   */
  float[] moment(String parameter, Moment moment);

  /**
   * Sets a moment that Adam keeps for a parameter.
   *
   * @throws IllegalArgumentException if there is no parameter of that name, or their number is
   *     another
   */
  void setMoment(String parameter, Moment moment, float[] values);

  /** Steps made so far: with parameters and moments all that the next step depends on. */
  long steps();

  /**
   * Sets the number of steps made so far.
   *
   * @throws IllegalArgumentException if it is negative
   * @throws NetworkException if it is more than the engine can count, which is 2^31 - 1 or more
   */
  void setSteps(long steps);

  /** Gives its memory back. */
  @Override
  void close();
}
