package org.powdermill.cif;

import java.util.List;
import org.powdermill.symmetry.SymmetryGroup;

/**
 * The groups that a data block's symmetry may mean: one, or the origins between which its symbol
 * leaves the choice.
 *
 * @param declared what the block tells
 * @param groups at least one; the default first
 */
record SymmetryCandidates(DeclaredSymmetry declared, List<SymmetryGroup> groups) {}
