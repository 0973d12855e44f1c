package org.powdermill.generation;

import java.util.List;
import org.powdermill.crystal.Crystal;
import org.powdermill.crystal.Site;
import org.powdermill.symmetry.Lattice;
import org.powdermill.symmetry.SpaceGroup;

/**
 * A random crystal.
 *
 * @param number of the crystal in its run
 * @param spaceGroup the group it was drawn from, which is its group
 * @param lattice the conventional cell
 * @param sites the occupied Wyckoff positions
 * @param atomicVolume volume of the atoms in the cell as spheres, cubic angstrom
 * @param densityFactor cell volume over atomic volume
 */
public record SyntheticCrystal(
    long number,
    SpaceGroup spaceGroup,
    Lattice lattice,
    List<OccupiedPosition> sites,
    double atomicVolume,
    double densityFactor) {

  /** Copies the list. */
  public SyntheticCrystal {
    sites = List.copyOf(sites);
  }

  /** Volume of the conventional cell, cubic angstrom. */
  public double volume() {
    return atomicVolume * densityFactor;
  }

  /** The crystal with one site for each orbit. */
  public Crystal toCrystal() {
    List<Site> asymmetricUnit =
        sites.stream()
            .map(
                site ->
                    Site.of(site.element(), 0, 0, 0)
                        .at(
                            site.position()
                                .representative()
                                .apply(new double[] {site.x(), site.y(), site.z()})))
            .toList();
    return new Crystal(Long.toString(number), lattice, spaceGroup.symmetryGroup(), asymmetricUnit);
  }
}
