/**
 * Online training: batches from a stream or from fixed sets, steps of an engine, evaluation,
 * metrics and checkpoints. {@link org.powdermill.trainer.training.TrainingRun} is the whole of it.
 *
 * <p>Everything that decides a step is in a checkpoint or follows from it, so that a training that
 * was killed and resumed makes the very steps of one that was not.
 */
package org.powdermill.trainer.training;
