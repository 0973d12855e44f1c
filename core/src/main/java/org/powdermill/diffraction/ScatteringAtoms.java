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
import org.powdermill.symmetry.CoordinateTriplet;
import org.powdermill.symmetry.SymmetryGroup;
import org.powdermill.symmetry.SymmetryOperation;

/**
 * The atoms that the sum over the structure factor needs: one for each lattice point, and where the
 * crystal has an inversion centre one of each pair, the origin lying in the centre.
 *
 * <p>Atoms of one kind (the same species with the same occupancies) stand together: [{@code
 * kindStart[i]}, {@code kindStart[i + 1]}). The weight is 2 for an atom that stands for its inverse
 * as well. The constant factor of the centring is left out: a diffractogram is scaled to its
 * maximum. A workspace: arrays grow and are used again.
 */
public final class ScatteringAtoms {

  private static final double TRANSLATION_UNIT = 1.0 / CoordinateTriplet.TRANSLATION_DENOMINATOR;

  boolean centrosymmetric;
  int kinds;
  int count;
  KindScattering[] scattering = new KindScattering[16];
  int[] kindStart = new int[17];
  double[] x = new double[64];
  double[] y = new double[64];
  double[] z = new double[64];
  double[] weight = new double[64];

  /** An empty workspace. */
  public ScatteringAtoms() {}

  /**
   * Forgets all atoms.
   *
   * @param hasInversionInOrigin whether one atom of each pair (x, y, z), (-x, -y, -z) will be given
   */
  public void clear(boolean hasInversionInOrigin) {
    centrosymmetric = hasInversionInOrigin;
    kinds = 0;
    count = 0;
  }

  /** Begins a kind of atom, to which the atoms given next belong. */
  public void beginKind(KindScattering kind) {
    if (kinds == scattering.length) {
      scattering = Arrays.copyOf(scattering, 2 * kinds);
      kindStart = Arrays.copyOf(kindStart, 2 * kinds + 1);
    }
    scattering[kinds++] = kind;
    kindStart[kinds] = count;
  }

  /**
   * Adds an atom of the kind begun last.
   *
   * @param px fractional coordinate along a
   * @param py fractional coordinate along b
   * @param pz fractional coordinate along c
   * @param pointWeight 2 if the atom stands for its inverse as well, else 1
   */
  public void add(double px, double py, double pz, double pointWeight) {
    if (count == x.length) {
      x = Arrays.copyOf(x, 2 * count);
      y = Arrays.copyOf(y, 2 * count);
      z = Arrays.copyOf(z, 2 * count);
      weight = Arrays.copyOf(weight, 2 * count);
    }
    x[count] = px;
    y[count] = py;
    z[count] = pz;
    weight[count++] = pointWeight;
    kindStart[kinds] = count;
  }

  /** Takes the atoms of a crystal in any setting. */
  void fill(Crystal crystal, ScatteringFactors factors) {
    Map<List<Species>, List<Site>> sitesByKind = new LinkedHashMap<>();
    for (Site site : crystal.asymmetricUnit()) {
      sitesByKind.computeIfAbsent(site.species(), species -> new ArrayList<>()).add(site);
    }
    Optional<SymmetryOperation> inversion = crystal.symmetryGroup().inversion();
    double[] centre = new double[3];
    inversion.ifPresent(
        operation -> Arrays.setAll(centre, i -> operation.translation(i) * TRANSLATION_UNIT / 2));
    clear(inversion.isPresent());
    CloseContacts contacts = new CloseContacts(crystal.lattice(), Crystal.MERGING_DISTANCE);
    sitesByKind.forEach(
        (species, sites) -> {
          beginKind(factors.of(species));
          sites.forEach(site -> addOrbit(site, crystal.symmetryGroup(), centre, contacts));
        });
  }

  private void addOrbit(Site site, SymmetryGroup group, double[] centre, CloseContacts contacts) {
    List<double[]> orbit = new ArrayList<>();
    for (SymmetryOperation operation : group.pointOperations()) {
      double[] point = operation.apply(site.coordinates());
      for (int i = 0; i < 3; i++) {
        point[i] -= centre[i];
      }
      if (holds(orbit, point, group, contacts)) {
        continue;
      }
      double pointWeight = 1;
      if (centrosymmetric) {
        double[] inverse = {-point[0], -point[1], -point[2]};
        if (holds(orbit, inverse, group, contacts)) {
          continue;
        }
        pointWeight = holds(List.of(point), inverse, group, contacts) ? 1 : 2;
      }
      orbit.add(point);
      add(point[0], point[1], point[2], pointWeight);
    }
  }

  /** Whether a point is among others, modulo all lattice translations. */
  private static boolean holds(
      List<double[]> points, double[] candidate, SymmetryGroup group, CloseContacts contacts) {
    double[] shifted = new double[3];
    for (SymmetryOperation centring : group.centringTranslations()) {
      for (int i = 0; i < 3; i++) {
        shifted[i] = candidate[i] + centring.translation(i) * TRANSLATION_UNIT;
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
