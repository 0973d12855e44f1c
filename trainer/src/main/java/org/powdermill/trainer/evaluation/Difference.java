package org.powdermill.trainer.evaluation;

import org.hipparchus.distribution.discrete.BinomialDistribution;

/**
 * What one accuracy is above another, with its 95 % interval.
 *
 * @param from the accuracy it is counted from
 * @param to the other
 * @param difference to - from
 * @param low lower end of the interval
 * @param high upper end
 * @param nFrom samples behind the one
 * @param nTo samples behind the other; where samples are paired, as many
 * @param onlyFrom pairs right in the one alone; -1 where samples are not paired
 * @param onlyTo pairs right in the other alone; -1 where samples are not paired
 * @param probability of so uneven a division of these pairs by chance: McNemar's exact test, two
 *     sided; null where samples are not paired
 */
public record Difference(
    double from,
    double to,
    double difference,
    double low,
    double high,
    int nFrom,
    int nTo,
    int onlyFrom,
    int onlyTo,
    Double probability) {

  private static final int NOT_PAIRED = -1;

  /**
   * Of the same samples, seen twice. The interval is that of D. G. Bonett and R. M. Price, J. Educ.
   * Behav. Stat. 37 (2012) 479: Wald's, with one pair more of each discordant kind.
   *
   * @param n pairs
   * @param both pairs that are right both times
   * @param onlyFrom pairs right the first time alone
   * @param onlyTo pairs right the second time alone
   */
  public static Difference paired(int n, int both, int onlyFrom, int onlyTo) {
    if (n < 1 || both < 0 || onlyFrom < 0 || onlyTo < 0 || both + onlyFrom + onlyTo > n) {
      throw new IllegalArgumentException(
          "%d, %d and %d of %d pairs".formatted(both, onlyFrom, onlyTo, n));
    }
    double lost = (onlyFrom + 1.0) / (n + 2);
    double won = (onlyTo + 1.0) / (n + 2);
    double middle = won - lost;
    double half = Proportion.Z * Math.sqrt((won + lost - middle * middle) / (n + 2));
    return new Difference(
        (double) (both + onlyFrom) / n,
        (double) (both + onlyTo) / n,
        (double) (onlyTo - onlyFrom) / n,
        Math.max(-1, middle - half),
        Math.min(1, middle + half),
        n,
        n,
        onlyFrom,
        onlyTo,
        mcNemar(onlyFrom, onlyTo));
  }

  /**
   * McNemar's test, exact: the probability that of onlyOne + onlyOther tosses of a coin the two
   * sides come at least so unevenly. Q. McNemar, Psychometrika 12 (1947) 153; the binomial form is
   * F. Mosteller's, Biometrics 8 (1952) 220.
   */
  public static double mcNemar(int onlyOne, int onlyOther) {
    int discordant = onlyOne + onlyOther;
    if (discordant == 0) {
      return 1;
    }
    double tail =
        new BinomialDistribution(discordant, 0.5)
            .cumulativeProbability(Math.min(onlyOne, onlyOther));
    return Math.min(1, 2 * tail);
  }

  /**
   * Of samples that have nothing to do with each other. The interval is method 10 of R. G.
   * Newcombe, Stat. Med. 17 (1998) 873, made of both Wilson intervals.
   */
  public static Difference independent(Proportion from, Proportion to) {
    double difference = to.share() - from.share();
    return new Difference(
        from.share(),
        to.share(),
        difference,
        difference - Math.hypot(to.share() - to.low(), from.high() - from.share()),
        difference + Math.hypot(to.high() - to.share(), from.share() - from.low()),
        from.n(),
        to.n(),
        NOT_PAIRED,
        NOT_PAIRED,
        null);
  }
}
