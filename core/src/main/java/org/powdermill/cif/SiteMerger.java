package org.powdermill.cif;

import static org.powdermill.cif.RefusalReason.BAD_OCCUPANCY;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.powdermill.crystal.Crystal;
import org.powdermill.crystal.Element;
import org.powdermill.crystal.Site;
import org.powdermill.crystal.Species;
import org.powdermill.symmetry.Lattice;
import org.powdermill.symmetry.SymmetryGroup;

/**
 * Makes the asymmetric unit of the rows of an atom loop: each row is snapped onto its special
 * position, rows on one point become one disordered site, and a row at an image of another's point
 * with the same element at the same occupancy is that atom listed again.
 */
final class SiteMerger {

  /** A point closer than this to a symmetry element or to another row lies on it, angstrom. */
  static final double TOLERANCE = 0.01;

  /** What rounding may add to the occupancies of a site; they are then scaled to 1. */
  static final double OVERFULL = 0.02;

  /** Atoms that a cell may hold. */
  static final int MAX_ATOMS = 100_000;

  /** A site in the making. */
  private static final class Group {
    final AtomRow first;
    final Site place;
    final int multiplicity;
    final Map<Element, Double> occupancies = new LinkedHashMap<>();

    Group(AtomRow first, Site place, int multiplicity) {
      this.first = first;
      this.place = place;
      this.multiplicity = multiplicity;
    }

    double sum() {
      return occupancies.values().stream().mapToDouble(Double::doubleValue).sum();
    }
  }

  private final Lattice lattice;
  private final Crystal snapped;
  private final PointIndex<Group> index;
  private final List<Group> groups = new ArrayList<>();
  private int atomsInCell;
  private int duplicates;
  private int overfull;

  private SiteMerger(List<AtomRow> rows, Lattice lattice, SymmetryGroup symmetry) {
    this.lattice = lattice;
    this.snapped =
        new Crystal("", lattice, symmetry, rows.stream().map(AtomRow::place).toList())
            .snapped(TOLERANCE);
    this.index = new PointIndex<>(lattice, TOLERANCE);
    for (int i = 0; i < rows.size(); i++) {
      place(rows.get(i), snapped.asymmetricUnit().get(i));
    }
  }

  /**
   * The asymmetric unit.
   *
   * @throws CifException if a site is filled more than once, or there are too many atoms
   */
  static AsymmetricUnit merge(List<AtomRow> rows, Lattice lattice, SymmetryGroup symmetry) {
    return new SiteMerger(rows, lattice, symmetry).asymmetricUnit();
  }

  private void place(AtomRow row, Site place) {
    Optional<Group> found = index.at(place.coordinates());
    if (found.isEmpty()) {
      add(row, place);
      return;
    }
    Group group = found.get();
    double there = group.occupancies.getOrDefault(row.element(), 0.0);
    boolean sameAtom = Math.abs(there - row.occupancy()) <= 1e-6;
    boolean samePoint =
        lattice.squaredDistance(place.coordinates(), group.place.coordinates())
            < TOLERANCE * TOLERANCE;
    boolean fits = group.sum() + row.occupancy() <= 1 + OVERFULL;
    if (sameAtom && !(samePoint && fits)) {
      duplicates++;
    } else {
      group.occupancies.merge(row.element(), row.occupancy(), Double::sum);
    }
  }

  private void add(AtomRow row, Site place) {
    List<double[]> orbit = snapped.orbit(place);
    atomsInCell += orbit.size();
    if (atomsInCell > MAX_ATOMS) {
      throw new CifException(
          RefusalReason.TOO_MANY_ATOMS, "the cell holds more than %d atoms".formatted(MAX_ATOMS));
    }
    Group group = new Group(row, place, orbit.size());
    group.occupancies.put(row.element(), row.occupancy());
    groups.add(group);
    orbit.forEach(point -> index.add(point, group));
  }

  private AsymmetricUnit asymmetricUnit() {
    List<Site> sites = new ArrayList<>(groups.size());
    Map<String, Double> contents = new LinkedHashMap<>();
    int agreeing = 0;
    for (Group group : groups) {
      Site site = site(group);
      sites.add(site);
      for (Species species : site.species()) {
        contents.merge(
            species.element().symbol(), species.occupancy() * group.multiplicity, Double::sum);
      }
      if (group.first.multiplicity().orElse(-1) == group.multiplicity) {
        agreeing++;
      }
    }
    List<String> notes = new ArrayList<>();
    if (duplicates > 0) {
      notes.add("%d atoms are listed again and counted once".formatted(duplicates));
    }
    if (overfull > 0) {
      notes.add("%d sites are filled above 1 by rounding and scaled to 1".formatted(overfull));
    }
    return new AsymmetricUnit(sites, contents, atomsInCell, agreeing, notes);
  }

  private Site site(Group group) {
    double sum = group.sum();
    if (sum > 1 + OVERFULL) {
      throw new CifException(
          BAD_OCCUPANCY, "the occupancies at %s sum to %.3f".formatted(group.first.label(), sum));
    }
    overfull += sum > 1 + 1e-6 ? 1 : 0;
    double scale = sum > 1 ? 1 / sum : 1;
    List<Species> species = new ArrayList<>();
    group.occupancies.forEach(
        (element, occupancy) -> species.add(new Species(element, Math.min(1, occupancy * scale))));
    Site place = group.place;
    return new Site(group.first.label(), species, place.x(), place.y(), place.z());
  }
}
