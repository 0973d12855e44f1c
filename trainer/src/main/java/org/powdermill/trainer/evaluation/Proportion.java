package org.powdermill.trainer.evaluation;

/**
 * A share of samples with its 95 % interval after E. B. Wilson, J. Am. Stat. Assoc. 22 (1927) 209:
 * the shares p from which the one found differs by no more than z standard deviations.
 *
 * @param correct samples that count
 * @param n samples
 * @param share correct / n
 * @param low lower end of the interval
 * @param high upper end
 */
public record Proportion(int correct, int n, double share, double low, double high) {

  /** Quantile 0.975 of the normal distribution. */
  static final double Z = 1.959963984540054;

  /**
   * The share of some samples.
   *
   * @throws IllegalArgumentException unless 0 <= correct <= n and n is positive
   */
  public static Proportion of(int correct, int n) {
    if (n < 1 || correct < 0 || correct > n) {
      throw new IllegalArgumentException("%d of %d".formatted(correct, n));
    }
    double p = (double) correct / n;
    double z2 = Z * Z / n;
    double middle = (p + z2 / 2) / (1 + z2);
    double half = Math.sqrt(z2 * p * (1 - p) + z2 * z2 / 4) / (1 + z2);
    // At 0 and n the formula gives the end itself, but for rounding.
    return new Proportion(
        correct,
        n,
        p,
        correct == 0 ? 0 : Math.max(0, middle - half),
        correct == n ? 1 : Math.min(1, middle + half));
  }
}
