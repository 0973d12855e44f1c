package org.powdermill.crystal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.powdermill.symmetry.AtomicArrangement;
import org.powdermill.symmetry.FoundSymmetry;
import org.powdermill.symmetry.SpaceGroup;
import org.powdermill.symmetry.SymmetryFinder;
import org.powdermill.symmetry.SymmetrySearchException;
import org.powdermill.symmetry.WyckoffPosition;

/**
 * A crystal as the International Tables would describe it: space group found from its atoms, cell
 * and coordinates in {@link SpaceGroup}'s setting (DESIGN 3, "Crystals from files").
 *
 * @param spaceGroup the type found
 * @param crystal the crystal in the standard cell, one site for each orbit
 * @param wyckoffPositions the position of each site of the asymmetric unit
 * @param tolerance distance that an operation may miss an atom by, angstrom
 * @param ambiguous whether the type is another one, or none is found, at {@link #LOOSE_TOLERANCE}
 */
public record StandardCell(
    SpaceGroup spaceGroup,
    Crystal crystal,
    List<WyckoffPosition> wyckoffPositions,
    double tolerance,
    boolean ambiguous) {

  /** Usual tolerance of the search, angstrom. */
  public static final double TOLERANCE = 0.01;

  /** Tolerance at which an unambiguous crystal still has the same type, angstrom. */
  public static final double LOOSE_TOLERANCE = 0.1;

  /** Copies the list. */
  public StandardCell {
    wyckoffPositions = List.copyOf(wyckoffPositions);
  }

  /**
   * Finds the standard cell of a crystal within {@link #TOLERANCE}.
   *
   * @throws SymmetrySearchException if no space group is found or the search is not available
   */
  public static StandardCell of(Crystal crystal, SymmetryFinder finder) {
    return of(crystal, finder, TOLERANCE);
  }

  /**
   * Finds the standard cell of a crystal.
   *
   * @param tolerance distance that an operation may miss an atom by, angstrom
   * @throws SymmetrySearchException if no space group is found or the search is not available
   */
  public static StandardCell of(Crystal crystal, SymmetryFinder finder, double tolerance) {
    Map<List<Species>, Integer> kinds = new LinkedHashMap<>();
    AtomicArrangement arrangement = arrangement(crystal, kinds);
    FoundSymmetry found = finder.find(arrangement, tolerance);
    StandardOrbits orbits = new StandardOrbits(found, List.copyOf(kinds.keySet()));
    return new StandardCell(
        found.spaceGroup(),
        new Crystal(
            crystal.name(),
            found.standardCell().lattice(),
            found.spaceGroup().symmetryGroup(),
            orbits.sites()),
        orbits.wyckoffPositions(),
        tolerance,
        isAmbiguous(arrangement, found, finder));
  }

  private static boolean isAmbiguous(
      AtomicArrangement arrangement, FoundSymmetry found, SymmetryFinder finder) {
    try {
      return finder.find(arrangement, LOOSE_TOLERANCE).spaceGroup().number()
          != found.spaceGroup().number();
    } catch (SymmetrySearchException e) {
      return true;
    }
  }

  /**
   * All atoms of the cell; sites with the same elements in the same occupancies are of one kind.
   */
  private static AtomicArrangement arrangement(Crystal crystal, Map<List<Species>, Integer> kinds) {
    List<Site> sites = crystal.sitesInCell();
    double[][] positions = new double[sites.size()][];
    int[] kindOf = new int[sites.size()];
    for (int i = 0; i < positions.length; i++) {
      Site site = sites.get(i);
      positions[i] = site.coordinates();
      List<Species> species = new ArrayList<>(site.species());
      species.sort(
          Comparator.comparingInt((Species s) -> s.element().atomicNumber())
              .thenComparingDouble(Species::occupancy));
      kindOf[i] = kinds.computeIfAbsent(List.copyOf(species), s -> kinds.size());
    }
    return new AtomicArrangement(crystal.lattice(), positions, kindOf);
  }
}
