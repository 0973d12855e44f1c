package org.powdermill.testset;

import java.util.Locale;
import org.powdermill.statistics.entries.CrystalEntry;

/** Who says which space group a crystal has. */
public enum LabelSource {
  /** The source of the crystal; what was found where it names none. */
  SOURCE,
  /** The search for symmetry in its atoms, within 0.01 angstrom. */
  SPGLIB;

  /** The word in files and on the command line. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  int spaceGroup(CrystalEntry entry) {
    return this == SOURCE ? entry.sourceLabel() : entry.spaceGroup();
  }
}
