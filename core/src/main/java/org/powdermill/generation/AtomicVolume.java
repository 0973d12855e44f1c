package org.powdermill.generation;

import org.powdermill.crystal.Element;

/** The volume of an atom as the method takes it: a sphere of the mean of two radii. */
public final class AtomicVolume {

  private AtomicVolume() {}

  /**
   * 4/3 pi r^3 with r = (covalent + van der Waals radius) / 2, cubic angstrom (DESIGN 3, step 3).
   *
   * @throws IllegalArgumentException if the element lacks a radius
   */
  public static double of(Element element) {
    if (element.covalentRadius().isEmpty() || element.vanDerWaalsRadius().isEmpty()) {
      throw new IllegalArgumentException(
          "no covalent or van der Waals radius is tabulated for " + element);
    }
    double radius =
        (element.covalentRadius().getAsDouble() + element.vanDerWaalsRadius().getAsDouble()) / 2;
    return 4.0 / 3 * Math.PI * radius * radius * radius;
  }
}
