package org.powdermill.statistics.entries;

/**
 * A site of the asymmetric unit as it is counted.
 *
 * @param element symbol of its element; of a mixed site that of the highest occupancy
 * @param letter Wyckoff letter
 */
public record OccupiedSite(String element, char letter) {}
