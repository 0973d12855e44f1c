package org.powdermill.statistics;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * Everything that random crystals are drawn from.
 *
 * @param source where the crystals came from, for people
 * @param licence licence of the source and of this file
 * @param minimumCrystals groups with fewer crystals are no classes
 * @param densityBandwidths bandwidths of the kernel density estimate of density factor given atomic
 *     volume: of the density factor, and of the atomic volume in cubic angstrom
 * @param groups statistics of the classes, by space group
 * @param lattices for each lattice type but cubic the lattice parameters of all its crystals,
 *     lengths divided by the cube root of the volume, angles in radians: rows in the order {@link
 *     LatticeType} names
 * @param digest SHA-256 of the statistics, hexadecimal
 */
public record CrystalStatistics(
    String source,
    String licence,
    int minimumCrystals,
    List<Double> densityBandwidths,
    SortedMap<Integer, GroupStatistics> groups,
    Map<LatticeType, List<List<Double>>> lattices,
    String digest) {}
