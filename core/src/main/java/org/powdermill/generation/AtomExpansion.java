package org.powdermill.generation;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.powdermill.diffraction.KindScattering;
import org.powdermill.diffraction.ScatteringAtoms;
import org.powdermill.symmetry.DrawnTypeCheck;
import org.powdermill.symmetry.Lattice;
import org.powdermill.symmetry.SpaceGroup;
import org.powdermill.symmetry.SymmetryOperation;
import org.powdermill.symmetry.WyckoffPosition;

/**
 * The atoms of a synthetic crystal, one for each lattice point: what the check of its symmetry and
 * the sum of its structure factors need. A workspace: arrays grow and are used again.
 */
final class AtomExpansion {

  private final Map<WyckoffPosition, ExpandedPosition> positions = new HashMap<>();
  private double[] x = new double[256];
  private double[] y = new double[256];
  private double[] z = new double[256];
  private double[] weight = new double[256];
  private int[] atomicNumber = new int[256];
  private int count;
  private SpaceGroup group;

  /** Expands the sites of a crystal; those of one element stand together. */
  void expand(SpaceGroup spaceGroup, List<OccupiedPosition> sites) {
    group = spaceGroup;
    count = 0;
    for (OccupiedPosition site : sites) {
      ExpandedPosition orbit = positions.get(site.position());
      if (orbit == null) {
        orbit = new ExpandedPosition(group, site.position());
        positions.put(site.position(), orbit);
      }
      grow(count + orbit.count);
      for (int i = 0; i < orbit.count; i++) {
        x[count] = orbit.coordinate(i, 0, site.x(), site.y(), site.z());
        y[count] = orbit.coordinate(i, 1, site.x(), site.y(), site.z());
        z[count] = orbit.coordinate(i, 2, site.x(), site.y(), site.z());
        weight[count] = orbit.weight(i);
        atomicNumber[count] = site.element().atomicNumber();
        count++;
      }
    }
  }

  private void grow(int size) {
    if (size > x.length) {
      int larger = 2 * size;
      x = Arrays.copyOf(x, larger);
      y = Arrays.copyOf(y, larger);
      z = Arrays.copyOf(z, larger);
      weight = Arrays.copyOf(weight, larger);
      atomicNumber = Arrays.copyOf(atomicNumber, larger);
    }
  }

  /** Whether the crystal's group is of the type that it was drawn from. */
  boolean hasTypeOf(DrawnTypeCheck check, Lattice lattice) {
    return check.hasTypeOf(group, lattice, x, y, z, atomicNumber, count);
  }

  /**
   * Hands the atoms to the structure factors.
   *
   * @param scattering of each element by atomic number
   */
  void fill(ScatteringAtoms atoms, KindScattering[] scattering) {
    atoms.clear(group.symmetryGroup().operations().contains(SymmetryOperation.INVERSION));
    int current = 0;
    for (int i = 0; i < count; i++) {
      if (atomicNumber[i] != current) {
        current = atomicNumber[i];
        atoms.beginKind(scattering[current]);
      }
      if (weight[i] > 0) {
        atoms.add(x[i], y[i], z[i], weight[i]);
      }
    }
  }
}
