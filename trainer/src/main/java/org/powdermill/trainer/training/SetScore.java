package org.powdermill.trainer.training;

/**
 * How well a set was classified.
 *
 * @param n rows of classes
 * @param nOutside rows of space groups that are no class, which do not count
 * @param top1 share of n whose class came first
 * @param top5 share of n whose class was among the first five
 * @param loss mean of minus the logarithm of the probability of the right class
 */
public record SetScore(int n, int nOutside, double top1, double top5, double loss) {}
