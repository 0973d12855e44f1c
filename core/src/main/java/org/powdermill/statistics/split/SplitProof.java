package org.powdermill.statistics.split;

/**
 * What stands on which side, counted anew after the split.
 *
 * @param types number of structure types
 * @param statisticsTypes types on the statistics side
 * @param testTypes types on the test side
 * @param typesOnBothSides types on both; 0 for a split by type
 * @param units number of units: sets of near-duplicates, single entries among them
 * @param unitsOnBothSides units on both sides; 0 for a split by type
 * @param nearDuplicatePairs pairs of near-duplicates
 * @param nearDuplicatePairsAcrossSources of these, pairs of different data sets
 * @param groupsOfTypesAndUnits number of sets that cannot be divided without dividing a type or
 *     unit
 */
public record SplitProof(
    int types,
    int statisticsTypes,
    int testTypes,
    int typesOnBothSides,
    int units,
    int unitsOnBothSides,
    int nearDuplicatePairs,
    int nearDuplicatePairsAcrossSources,
    int groupsOfTypesAndUnits) {}
