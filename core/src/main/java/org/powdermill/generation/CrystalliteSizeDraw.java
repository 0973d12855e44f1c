package org.powdermill.generation;

/**
 * Crystallite sizes, uniform between two bounds, each a function of seed and number alone. Not safe
 * for concurrent use.
 */
public final class CrystalliteSizeDraw {

  /** Sizes of synthetic crystals. */
  static final int SYNTHETIC_STREAM = 1;

  private static final int TEST_SET_STREAM = 2;

  private final NumberedRandom random;
  private final double minNm;
  private final double maxNm;

  CrystalliteSizeDraw(long seed, int stream, double minNm, double maxNm) {
    this.random = new NumberedRandom(seed, stream);
    this.minNm = minNm;
    this.maxNm = maxNm;
  }

  /**
   * Sizes for crystals of a test set.
   *
   * @param minNm least size, nm
   * @param maxNm largest size, nm
   */
  public static CrystalliteSizeDraw ofTestSet(long seed, double minNm, double maxNm) {
    return new CrystalliteSizeDraw(seed, TEST_SET_STREAM, minNm, maxNm);
  }

  /**
   * The size of a number, nm: a float, as the shards keep it, so that who reads one can broaden the
   * peaks to the same bits.
   */
  public float size(long number) {
    random.moveTo(number);
    return (float) (minNm + (maxNm - minNm) * random.nextDouble());
  }
}
