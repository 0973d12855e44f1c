package org.powdermill.statistics;

/**
 * What statistics are gathered with.
 *
 * @param source where the crystals come from, for people
 * @param licence licence of the source and of the statistics
 * @param minimumCrystals groups with fewer crystals are no classes
 * @param paperBandwidths the paper's bandwidths instead of the normal reference rule's
 */
public record StatisticsSettings(
    String source, String licence, int minimumCrystals, boolean paperBandwidths) {

  /** Usual number of crystals that a group must have to be a class (DESIGN 3). */
  public static final int MINIMUM_CRYSTALS = 50;
}
