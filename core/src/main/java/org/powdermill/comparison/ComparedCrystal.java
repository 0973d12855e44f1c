package org.powdermill.comparison;

import java.util.List;
import org.powdermill.generation.SyntheticCrystal;
import org.powdermill.statistics.LatticeType;
import org.powdermill.statistics.entries.CrystalEntry;
import org.powdermill.statistics.entries.OccupiedSite;
import org.powdermill.symmetry.Lattice;

/**
 * A crystal, real or synthetic, reduced to what is compared.
 *
 * @param spaceGroup 1 to 230
 * @param lattice the conventional cell
 * @param densityFactor cell volume over atomic volume
 * @param sites the asymmetric unit
 */
public record ComparedCrystal(
    int spaceGroup, Lattice lattice, double densityFactor, List<OccupiedSite> sites) {

  /** Copies the list. */
  public ComparedCrystal {
    sites = List.copyOf(sites);
  }

  /** A real crystal. */
  public static ComparedCrystal of(CrystalEntry entry) {
    List<Double> cell = entry.cell();
    return new ComparedCrystal(
        entry.spaceGroup(),
        new Lattice(cell.get(0), cell.get(1), cell.get(2), cell.get(3), cell.get(4), cell.get(5)),
        entry.densityFactor(),
        entry.sites());
  }

  /** A synthetic crystal. */
  public static ComparedCrystal of(SyntheticCrystal crystal) {
    return new ComparedCrystal(
        crystal.spaceGroup().number(),
        crystal.lattice(),
        crystal.lattice().volume() / crystal.atomicVolume(),
        crystal.sites().stream()
            .map(site -> new OccupiedSite(site.element().symbol(), site.position().letter()))
            .toList());
  }

  /** Type of the lattice. */
  LatticeType latticeType() {
    return LatticeType.ofSpaceGroup(spaceGroup);
  }

  /** Number of different elements. */
  long elements() {
    return sites.stream().map(OccupiedSite::element).distinct().count();
  }
}
