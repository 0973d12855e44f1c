package org.powdermill.diffraction;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.powdermill.crystal.CloseContacts;
import org.powdermill.crystal.Crystal;
import org.powdermill.crystal.Site;
import org.powdermill.crystal.Species;
import org.powdermill.symmetry.SymmetryGroup;
import org.powdermill.symmetry.SymmetryOperation;

/**
 * The atoms that the sum over the structure factor needs: one for each lattice point, and where the
 * crystal has an inversion centre one of each pair, the origin moved into the centre.
 *
 * <p>Atoms of one kind (the same species with the same occupancies) stand together: [{@code
 * kindStart[i]}, {@code kindStart[i + 1]}). The weight is 2 for an atom that stands for its inverse
 * as well. The constant factor of the centring is left out: a diffractogram is scaled to its
 * maximum.
 */
final class ScatteringAtoms {

  final boolean centrosymmetric;
  final List<List<Species>> kinds;
  final int[] kindStart;
  final int count;
  final double[] x;
  final double[] y;
  final double[] z;
  final double[] weight;

  private ScatteringAtoms(
      boolean centrosymmetric, Map<List<Species>, List<double[]>> pointsByKind) {
    this.centrosymmetric = centrosymmetric;
    this.kinds = List.copyOf(pointsByKind.keySet());
    this.kindStart = new int[kinds.size() + 1];
    this.count = pointsByKind.values().stream().mapToInt(List::size).sum();
    this.x = new double[count];
    this.y = new double[count];
    this.z = new double[count];
    this.weight = new double[count];
    int next = 0;
    for (int kind = 0; kind < kinds.size(); kind++) {
      for (double[] point : pointsByKind.get(kinds.get(kind))) {
        x[next] = point[0];
        y[next] = point[1];
        z[next] = point[2];
        weight[next] = point[3];
        next++;
      }
      kindStart[kind + 1] = next;
    }
  }

  /** The atoms of a crystal. */
  static ScatteringAtoms of(Crystal crystal) {
    Optional<SymmetryOperation> inversion = crystal.symmetryGroup().inversion();
    double[] centre = new double[3];
    inversion.ifPresent(
        operation -> Arrays.setAll(centre, i -> operation.translation(i) / (2.0 * 24)));
    CloseContacts contacts = new CloseContacts(crystal.lattice(), Crystal.MERGING_DISTANCE);
    Map<List<Species>, List<double[]>> pointsByKind = new LinkedHashMap<>();
    for (Site site : crystal.asymmetricUnit()) {
      List<double[]> orbit = new ArrayList<>();
      for (SymmetryOperation operation : crystal.symmetryGroup().pointOperations()) {
        double[] image = operation.apply(site.coordinates());
        double[] point = new double[4];
        for (int i = 0; i < 3; i++) {
          point[i] = image[i] - centre[i];
        }
        if (!holds(orbit, point, crystal.symmetryGroup(), contacts)) {
          boolean alone = inversion.isEmpty();
          double[] inverse = {-point[0], -point[1], -point[2], 0};
          if (alone || holds(List.of(point), inverse, crystal.symmetryGroup(), contacts)) {
            point[3] = 1;
            orbit.add(point);
          } else if (!holds(orbit, inverse, crystal.symmetryGroup(), contacts)) {
            point[3] = 2;
            orbit.add(point);
          }
        }
      }
      pointsByKind.computeIfAbsent(site.species(), species -> new ArrayList<>()).addAll(orbit);
    }
    return new ScatteringAtoms(inversion.isPresent(), pointsByKind);
  }

  /** Whether a point is among others, modulo all lattice translations. */
  private static boolean holds(
      List<double[]> points, double[] candidate, SymmetryGroup group, CloseContacts contacts) {
    double[] shifted = new double[3];
    for (SymmetryOperation centring : group.centringTranslations()) {
      for (int i = 0; i < 3; i++) {
        shifted[i] = candidate[i] + centring.translation(i) / 24.0;
      }
      for (double[] point : points) {
        if (contacts.touch(point, shifted)) {
          return true;
        }
      }
    }
    return false;
  }
}
