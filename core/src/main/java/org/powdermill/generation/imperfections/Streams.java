package org.powdermill.generation.imperfections;

/**
 * Numbers of the streams of random numbers: each imperfection has its own, so that switching one
 * changes nothing in another. The generator itself has the numbers below.
 */
public final class Streams {

  /** Crystals of impurities, numbered as the diffractograms they are mixed into. */
  public static final int IMPURITY_CRYSTAL = 5;

  /** Crystallite sizes of impurities. */
  public static final int IMPURITY_SIZE = 6;

  static final int IMPURITY_SHARE = 7;
  static final int PEAK_SHAPE = 8;
  static final int BACKGROUND = 9;
  static final int ADDITIVE_NOISE = 10;
  static final int MULTIPLICATIVE_NOISE = 11;

  private Streams() {}
}
