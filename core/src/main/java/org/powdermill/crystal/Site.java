package org.powdermill.crystal;

import java.util.List;

/**
 * A point of a crystal with what stands on it.
 *
 * @param label name in the source, such as {@code Fe1}
 * @param species elements with their occupancies, one for an ordered site
 * @param x fractional coordinate along a
 * @param y fractional coordinate along b
 * @param z fractional coordinate along c
 */
public record Site(String label, List<Species> species, double x, double y, double z) {

  /** Checks coordinates and copies the list. */
  public Site {
    species = List.copyOf(species);
    if (species.isEmpty()) {
      throw new IllegalArgumentException("site %s holds no element".formatted(label));
    }
    if (!(Double.isFinite(x) && Double.isFinite(y) && Double.isFinite(z))) {
      throw new IllegalArgumentException(
          "site %s has the coordinates %s, %s, %s".formatted(label, x, y, z));
    }
  }

  /** A site with one element that fills it. */
  public static Site of(Element element, double x, double y, double z) {
    return new Site(element.symbol(), List.of(new Species(element, 1)), x, y, z);
  }

  /** The fractional coordinates (x, y, z). */
  public double[] coordinates() {
    return new double[] {x, y, z};
  }

  /** The same species at another point. */
  public Site at(double[] coordinates) {
    return new Site(label, species, coordinates[0], coordinates[1], coordinates[2]);
  }

  /** Whether one element fills the site. */
  public boolean isOrdered() {
    return species.size() == 1 && species.get(0).occupancy() == 1;
  }
}
