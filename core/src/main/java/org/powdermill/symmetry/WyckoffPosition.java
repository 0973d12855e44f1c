package org.powdermill.symmetry;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A Wyckoff position of a space group in its standard setting.
 *
 * <p>International Tables for Crystallography A (2016), sections 1.4.4 and 2.1.3.11.
 */
public final class WyckoffPosition {

  private final char letter;
  private final int multiplicity;
  private final String siteSymmetry;
  private final CoordinateTriplet representative;
  private final List<CoordinateTriplet> orbit;
  private final List<CoordinateTriplet> primitiveOrbit;
  private final List<CoordinateTriplet> stabiliser;

  WyckoffPosition(
      char letter,
      int multiplicity,
      String siteSymmetry,
      CoordinateTriplet representative,
      SymmetryGroup group) {
    this.letter = letter;
    this.multiplicity = multiplicity;
    this.siteSymmetry = siteSymmetry;
    this.representative = representative;
    Set<CoordinateTriplet> images = new LinkedHashSet<>();
    List<CoordinateTriplet> fixing = new ArrayList<>();
    for (SymmetryOperation operation : group.operations()) {
      CoordinateTriplet image = operation.triplet().after(representative);
      if (image.reduced().equals(representative.reduced())) {
        fixing.add(fixing(operation.triplet(), image, representative));
      }
      images.add(image.reduced());
    }
    this.orbit = List.copyOf(images);
    this.primitiveOrbit = withoutCentring(orbit, group);
    this.stabiliser = List.copyOf(fixing);
  }

  private static List<CoordinateTriplet> withoutCentring(
      List<CoordinateTriplet> orbit, SymmetryGroup group) {
    Set<CoordinateTriplet> covered = new LinkedHashSet<>();
    List<CoordinateTriplet> representatives = new ArrayList<>();
    for (CoordinateTriplet triplet : orbit) {
      if (!covered.contains(triplet)) {
        representatives.add(triplet);
        for (SymmetryOperation centring : group.centringTranslations()) {
          covered.add(centring.triplet().after(triplet).reduced());
        }
      }
    }
    return List.copyOf(representatives);
  }

  /** The operation with the lattice translation that leaves the representative where it is. */
  private static CoordinateTriplet fixing(
      CoordinateTriplet operation, CoordinateTriplet image, CoordinateTriplet representative) {
    int[] translation = operation.translation();
    for (int i = 0; i < 3; i++) {
      translation[i] += representative.translation(i) - image.translation(i);
    }
    return CoordinateTriplet.of(operation.matrix(), translation);
  }

  /**
   * Wyckoff letter: a for the highest site symmetry; A stands for the 27th position of group 47.
   */
  public char letter() {
    return letter;
  }

  /** Number of equivalent points in the conventional cell. */
  public int multiplicity() {
    return multiplicity;
  }

  /** Oriented site-symmetry symbol, such as {@code .3m}. */
  public String siteSymmetry() {
    return siteSymmetry;
  }

  /** Number of free coordinates, 0 to 3. */
  public int degreesOfFreedom() {
    return representative.rank();
  }

  /** The first coordinate triplet, such as {@code x,2x,1/4}. */
  public CoordinateTriplet representative() {
    return representative;
  }

  /**
   * All coordinate triplets of the position in the conventional cell, the representative's first,
   * as many as the multiplicity.
   */
  public List<CoordinateTriplet> orbit() {
    return orbit;
  }

  /**
   * The coordinate triplets of the position in a primitive cell: one of each set that the centring
   * translations carry into one another, the representative first.
   */
  public List<CoordinateTriplet> primitiveOrbit() {
    return primitiveOrbit;
  }

  /** The operations of the site-symmetry group of the representative, with lattice translations. */
  public List<CoordinateTriplet> siteSymmetryOperations() {
    return stabiliser;
  }

  /**
   * Projects a point onto the representative's point, line or plane, at right angles in the metric
   * of any lattice that the group maps onto itself: the mean of its images under the site symmetry.
   *
   * @param point fractional coordinates
   * @return fractional coordinates on the position
   */
  public double[] project(double[] point) {
    double[] mean = new double[3];
    for (CoordinateTriplet operation : stabiliser) {
      double[] image = operation.apply(point);
      for (int i = 0; i < 3; i++) {
        mean[i] += image[i] / stabiliser.size();
      }
    }
    return mean;
  }

  /** Multiplicity and letter, such as {@code 4e}. */
  @Override
  public String toString() {
    return multiplicity + String.valueOf(letter);
  }
}
