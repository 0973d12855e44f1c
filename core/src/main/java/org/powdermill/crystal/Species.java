package org.powdermill.crystal;

/**
 * An element on a site.
 *
 * @param element the element
 * @param occupancy share of the site's points that it holds, above 0 and at most 1
 */
public record Species(Element element, double occupancy) {

  /** Checks the occupancy. */
  public Species {
    if (!(occupancy > 0 && occupancy <= 1)) {
      throw new IllegalArgumentException("occupancy of %s is %s".formatted(element, occupancy));
    }
  }
}
