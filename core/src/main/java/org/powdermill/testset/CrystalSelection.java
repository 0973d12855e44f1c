package org.powdermill.testset;

import org.powdermill.statistics.entries.CrystalEntry;

/**
 * Which crystals a test set holds.
 *
 * @param set the named set
 * @param label whose label counts
 * @param ordered whether disordered crystals are left out
 * @param maxVolume largest conventional cell, cubic angstrom
 * @param maxAtoms most atoms in the asymmetric unit
 * @param perClass most crystals of one space group, chosen by seed and id; 0 for all
 */
public record CrystalSelection(
    NamedSet set,
    LabelSource label,
    boolean ordered,
    double maxVolume,
    int maxAtoms,
    int perClass) {

  /** A named set as it is. */
  public static CrystalSelection of(NamedSet set) {
    return new CrystalSelection(
        set, set.label(), set.isOrdered(), set.maxVolume(), set.maxAtoms(), 0);
  }

  boolean includes(CrystalEntry entry) {
    return entry.volume() <= maxVolume
        && entry.sites().size() <= maxAtoms
        && !(ordered && entry.disordered())
        && !(set == NamedSet.CLEAN && entry.ambiguous());
  }
}
