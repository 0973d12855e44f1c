package org.powdermill.testset;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.powdermill.statistics.entries.CrystalEntry;

/** The test sets of crystals by name (DESIGN 3, "Test sets"); each is a part of the one before. */
public enum NamedSet {
  /** Every crystal, also those beyond the limits of the statistics. */
  ALL,
  /** Volume and atoms within the limits, labels of the source: the paper's headline set. */
  MATCH,
  /** The same with the labels that the search for symmetry found. */
  MATCH_CORRECTED,
  /** Of these the ordered ones. */
  MATCH_CORRECTED_PURE,
  /** Of these the ones that have the same space group at a tolerance ten times as large. */
  CLEAN;

  /** The word in files and on the command line, such as {@code match-corrected}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The set with a word. */
  public static Optional<NamedSet> ofWord(String word) {
    return Stream.of(values()).filter(set -> set.word().equals(word)).findFirst();
  }

  /** Whose labels it has. */
  public LabelSource label() {
    return compareTo(MATCH_CORRECTED) >= 0 ? LabelSource.SPGLIB : LabelSource.SOURCE;
  }

  /** Whether it holds ordered crystals alone. */
  public boolean isOrdered() {
    return compareTo(MATCH_CORRECTED_PURE) >= 0;
  }

  /** Largest conventional cell, cubic angstrom. */
  public double maxVolume() {
    return this == ALL ? Double.POSITIVE_INFINITY : CrystalEntry.MAX_VOLUME;
  }

  /** Most atoms in the asymmetric unit. */
  public int maxAtoms() {
    return this == ALL ? Integer.MAX_VALUE : CrystalEntry.MAX_ASYMMETRIC_UNIT_ATOMS;
  }
}
