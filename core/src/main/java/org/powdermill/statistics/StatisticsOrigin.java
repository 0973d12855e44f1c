package org.powdermill.statistics;

import java.util.List;
import java.util.SortedMap;

/**
 * How statistics were made: what the file tells beside what is drawn from.
 *
 * @param program Powdermill with its version, and the program that searched symmetry where any was
 * @param inputs names of the input files, with the SHA-256 of each that is a file
 * @param split how the database was divided: {@code structure-type}, {@code random} or {@code none}
 * @param testFraction share held out
 * @param seed of the split
 * @param crystals crystals on the statistics side, of all groups
 * @param heldOut crystals on the test side
 * @param excludedGroups groups with too few crystals, with their number
 */
public record StatisticsOrigin(
    String program,
    List<String> inputs,
    String split,
    double testFraction,
    long seed,
    int crystals,
    int heldOut,
    SortedMap<Integer, Integer> excludedGroups) {}
