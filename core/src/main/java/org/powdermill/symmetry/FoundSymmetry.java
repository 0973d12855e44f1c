package org.powdermill.symmetry;

import java.util.List;

/**
 * The symmetry of an arrangement of atoms.
 *
 * @param spaceGroup the space-group type
 * @param hallNumber setting of the standardised cell, 1 to 530
 * @param wyckoffLetters Wyckoff letter of each given atom
 * @param equivalentAtoms for each given atom the first atom that is symmetrically equivalent to it
 * @param standardCell the arrangement in the conventional cell of {@link SpaceGroup}'s setting,
 *     idealised
 * @param standardWyckoffLetters Wyckoff letter of each atom of the standard cell
 */
public record FoundSymmetry(
    SpaceGroup spaceGroup,
    int hallNumber,
    List<Character> wyckoffLetters,
    List<Integer> equivalentAtoms,
    AtomicArrangement standardCell,
    List<Character> standardWyckoffLetters) {}
