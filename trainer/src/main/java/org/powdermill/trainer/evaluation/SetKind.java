package org.powdermill.trainer.evaluation;

import java.util.Locale;

/** Where the crystals of a set come from, as its settings say: docs/test-sets.md. */
public enum SetKind {
  /** Real crystals. */
  REAL,
  /** Real crystals, built anew as they are. */
  REBUILT,
  /** With coordinates drawn anew. */
  COORDINATES,
  /** With lattices drawn anew. */
  LATTICE,
  /** With both. */
  BOTH,
  /** Crystals of the generator. */
  GENERATED,
  /** Measured patterns. */
  MEASURED;

  /** From the settings {@code kind} and {@code resample}. */
  static SetKind of(String kind, String resample) {
    if (kind.equals("measured")) {
      return MEASURED;
    }
    if (!kind.equals("structures")) {
      return GENERATED;
    }
    for (SetKind one : new SetKind[] {REBUILT, COORDINATES, LATTICE, BOTH}) {
      if (one.word().equals(resample)) {
        return one;
      }
    }
    return REAL;
  }

  /** Its name in lower case. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
