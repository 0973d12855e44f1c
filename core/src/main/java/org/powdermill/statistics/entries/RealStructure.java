package org.powdermill.statistics.entries;

import java.util.List;
import org.powdermill.crystal.Crystal;
import org.powdermill.symmetry.WyckoffPosition;

/**
 * A crystal of a database in the standard setting with all that is known of its atoms.
 *
 * @param entry what is counted of it
 * @param crystal lattice, operations, and one site for each orbit on the representative of its
 *     Wyckoff position; sites in the order of the entry's
 * @param positions the Wyckoff position of each site
 */
public record RealStructure(CrystalEntry entry, Crystal crystal, List<WyckoffPosition> positions)
    implements StructureResult {

  /** Copies the list. */
  public RealStructure {
    positions = List.copyOf(positions);
  }
}
