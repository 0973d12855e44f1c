package org.powdermill.crystal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.powdermill.symmetry.AtomicArrangement;
import org.powdermill.symmetry.FoundSymmetry;
import org.powdermill.symmetry.SpaceGroup;
import org.powdermill.symmetry.SymmetryOperation;
import org.powdermill.symmetry.SymmetrySearchException;
import org.powdermill.symmetry.WyckoffPosition;

/**
 * Takes one site from each orbit of a standard cell: the one on the first coordinate triplet of its
 * Wyckoff position, moved onto it exactly.
 */
final class StandardOrbits {

  private static final int[] NEIGHBOURS = {0, -1, 1};

  private final AtomicArrangement cell;
  private final CloseContacts contacts;
  private final boolean[] assigned;
  private final List<Site> sites = new ArrayList<>();
  private final List<WyckoffPosition> positions = new ArrayList<>();

  StandardOrbits(FoundSymmetry found, List<List<Species>> speciesOfKind) {
    cell = found.standardCell();
    contacts = new CloseContacts(cell.lattice(), Crystal.MERGING_DISTANCE);
    assigned = new boolean[cell.kinds().length];
    Map<String, Integer> ordinals = new HashMap<>();
    for (int i = 0; i < assigned.length; i++) {
      if (!assigned[i]) {
        SpaceGroup group = found.spaceGroup();
        WyckoffPosition position = group.wyckoffPosition(found.standardWyckoffLetters().get(i));
        double[] point = takeOrbit(i, group, position);
        List<Species> species = speciesOfKind.get(cell.kinds()[i]);
        String symbol = species.get(0).element().symbol();
        String label = symbol + ordinals.merge(symbol, 1, Integer::sum);
        sites.add(new Site(label, species, point[0], point[1], point[2]));
        positions.add(position);
      }
    }
  }

  List<Site> sites() {
    return sites;
  }

  List<WyckoffPosition> wyckoffPositions() {
    return positions;
  }

  /** Marks the atom's orbit and returns its point on the position's first triplet, in [0, 1). */
  private double[] takeOrbit(int atom, SpaceGroup group, WyckoffPosition position) {
    Optional<double[]> representative = Optional.empty();
    int members = 0;
    for (SymmetryOperation operation : group.symmetryGroup().operations()) {
      double[] image = operation.apply(cell.positions()[atom]);
      for (int i = 0; i < 3; i++) {
        image[i] -= Math.floor(image[i]);
      }
      members += mark(image, cell.kinds()[atom]);
      if (representative.isEmpty()) {
        representative = onFirstTriplet(image, position);
      }
    }
    if (members != position.multiplicity() || representative.isEmpty()) {
      throw new SymmetrySearchException(
          "an orbit of %d atoms in the standard cell is said to stand on %s of %s"
              .formatted(members, position, group));
    }
    return representative.get();
  }

  private int mark(double[] point, int kind) {
    for (int i = 0; i < assigned.length; i++) {
      if (!assigned[i] && cell.kinds()[i] == kind && contacts.touch(cell.positions()[i], point)) {
        assigned[i] = true;
        return 1;
      }
    }
    return 0;
  }

  private Optional<double[]> onFirstTriplet(double[] point, WyckoffPosition position) {
    for (int i : NEIGHBOURS) {
      for (int j : NEIGHBOURS) {
        for (int k : NEIGHBOURS) {
          double[] moved = {point[0] + i, point[1] + j, point[2] + k};
          double[] projected = position.project(moved);
          double dx = Math.abs(projected[0] - moved[0]);
          double dy = Math.abs(projected[1] - moved[1]);
          double dz = Math.abs(projected[2] - moved[2]);
          // Less than a cell away, else the closest point might be another lattice translation's.
          if (Math.max(dx, Math.max(dy, dz)) < 0.5 && contacts.touch(projected, moved)) {
            return Optional.of(
                new double[] {
                  projected[0] - Math.floor(projected[0]),
                  projected[1] - Math.floor(projected[1]),
                  projected[2] - Math.floor(projected[2])
                });
          }
        }
      }
    }
    return Optional.empty();
  }
}
