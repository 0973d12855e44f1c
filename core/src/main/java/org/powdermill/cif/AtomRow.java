package org.powdermill.cif;

import java.util.List;
import java.util.OptionalInt;
import org.powdermill.crystal.Element;
import org.powdermill.crystal.Site;
import org.powdermill.crystal.Species;

/**
 * A row of the atom loop.
 *
 * @param label the atom's name
 * @param element the element
 * @param occupancy as written, above 0
 * @param x fractional coordinate
 * @param y fractional coordinate
 * @param z fractional coordinate
 * @param multiplicity sites of its orbit in the cell, where told
 */
record AtomRow(
    String label,
    Element element,
    double occupancy,
    double x,
    double y,
    double z,
    OptionalInt multiplicity) {

  /** The place alone, as a site that the element fills. */
  Site place() {
    return new Site(label, List.of(new Species(element, 1)), x, y, z);
  }
}
