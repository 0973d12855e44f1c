package org.powdermill.symmetry;

import java.util.ServiceLoader;

/** Finds the space group of an arrangement of atoms: spglib, behind an interface. */
public interface SymmetryFinder {

  /**
   * The finder on the class path. What it needs is looked for when it is first used, so that this
   * succeeds on a machine without spglib.
   *
   * @throws SymmetrySearchException if there is none on the class path
   */
  static SymmetryFinder load() {
    return ServiceLoader.load(SymmetryFinder.class)
        .findFirst()
        .orElseThrow(
            () -> new SymmetrySearchException("no symmetry finder stands on the class path"));
  }

  /**
   * Finds the symmetry of an arrangement. May be called from several threads at once.
   *
   * @param arrangement atoms in any cell
   * @param tolerance distance that a symmetry operation may miss an atom by, angstrom
   * @throws SymmetrySearchException if no group is found or the search is not available
   */
  FoundSymmetry find(AtomicArrangement arrangement, double tolerance);

  /**
   * Name and version of the program that searches, such as {@code spglib 2.0.2}.
   *
   * @throws SymmetrySearchException if it is not available
   */
  String program();
}
