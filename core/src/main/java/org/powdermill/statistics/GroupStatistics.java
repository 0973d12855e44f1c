package org.powdermill.statistics;

import java.util.List;
import java.util.Map;

/**
 * The statistics of one space group (DESIGN 3, "Synthetic crystal" and "Statistics"). Frequencies
 * are positive counts or weights, not normalised.
 *
 * @param spaceGroup 1 to 230
 * @param crystals number of crystals that they were gathered from
 * @param classFrequency weight of the group when groups are drawn by frequency (the source's label)
 * @param elementCounts number of unique elements -> frequency
 * @param elements element symbol -> number of crystals that contain it
 * @param repetitions number of sites that an element takes -> frequency over (crystal, element)
 *     pairs
 * @param wyckoffPositions Wyckoff letter -> frequency over sites
 * @param repetitionsByElement the same by element; empty where the file has none
 * @param wyckoffPositionsByElement the same by element; empty where the file has none
 * @param atomicVolumes atomic volume of the cell of each crystal, cubic angstrom
 * @param densityFactors cell volume over atomic volume of each crystal, in the same order
 */
public record GroupStatistics(
    int spaceGroup,
    int crystals,
    double classFrequency,
    Map<Integer, Double> elementCounts,
    Map<String, Double> elements,
    Map<Integer, Double> repetitions,
    Map<Character, Double> wyckoffPositions,
    Map<String, Map<Integer, Double>> repetitionsByElement,
    Map<String, Map<Character, Double>> wyckoffPositionsByElement,
    List<Double> atomicVolumes,
    List<Double> densityFactors) {}
