package org.powdermill.trainer.network;

/**
 * What a step found in the forward pass that it learned from, dropout included.
 *
 * @param loss mean over the batch, of smoothed labels where labels are smoothed; NaN if the
 *     training has gone astray
 * @param top1 number of diffractograms whose class was the most probable
 * @param top5 number of diffractograms whose class was among the five most probable
 */
public record StepResult(double loss, int top1, int top5) {}
