package org.powdermill.crystal;

import java.util.ArrayList;
import java.util.List;
import org.powdermill.symmetry.Lattice;
import org.powdermill.symmetry.SymmetryGroup;
import org.powdermill.symmetry.SymmetryOperation;

/**
 * A crystal: lattice, symmetry operations in the lattice's basis, and the asymmetric unit.
 *
 * @param name what it is called in messages and file names
 * @param lattice the (conventional or any other) cell
 * @param symmetryGroup the operations, in any setting
 * @param asymmetricUnit one site of each orbit
 */
public record Crystal(
    String name, Lattice lattice, SymmetryGroup symmetryGroup, List<Site> asymmetricUnit) {

  /** Distance below which two images of a site are one atom, angstrom (DESIGN 3). */
  public static final double MERGING_DISTANCE = 1e-3;

  /** Copies the list. */
  public Crystal {
    asymmetricUnit = List.copyOf(asymmetricUnit);
  }

  /**
   * The same crystal with each site moved onto the symmetry elements that it lies closer to than
   * the tolerance: a coordinate written 0.3333 becomes 1/3.
   *
   * @param tolerance angstrom
   */
  public Crystal snapped(double tolerance) {
    List<Site> sites = new ArrayList<>(asymmetricUnit.size());
    for (Site site : asymmetricUnit) {
      sites.add(site.at(SpecialPosition.snap(site.coordinates(), this, tolerance)));
    }
    return new Crystal(name, lattice, symmetryGroup, sites);
  }

  /**
   * All sites in the cell, coordinates in [0, 1), images closer than {@link #MERGING_DISTANCE}
   * merged: the orbits one after the other, in the order of the asymmetric unit.
   */
  public List<Site> sitesInCell() {
    List<Site> all = new ArrayList<>();
    for (Site site : asymmetricUnit) {
      for (double[] point : orbit(site)) {
        all.add(site.at(point));
      }
    }
    return all;
  }

  /** The points of a site's orbit in the cell, coordinates in [0, 1), the site's own first. */
  public List<double[]> orbit(Site site) {
    List<double[]> points = new ArrayList<>();
    CloseContacts contacts = new CloseContacts(lattice, MERGING_DISTANCE);
    for (SymmetryOperation operation : symmetryGroup.operations()) {
      double[] image = operation.apply(site.coordinates());
      for (int i = 0; i < 3; i++) {
        image[i] -= Math.floor(image[i]);
      }
      if (points.stream().noneMatch(point -> contacts.touch(point, image))) {
        points.add(image);
      }
    }
    return points;
  }
}
