package org.powdermill.symmetry;

/** Finds the space group of an arrangement of atoms: spglib, behind an interface. */
public interface SymmetryFinder {

  /**
   * Finds the symmetry of an arrangement.
   *
   * @param arrangement atoms in any cell
   * @param tolerance distance that a symmetry operation may miss an atom by, angstrom
   * @throws SymmetrySearchException if no group is found or the search is not available
   */
  FoundSymmetry find(AtomicArrangement arrangement, double tolerance);
}
