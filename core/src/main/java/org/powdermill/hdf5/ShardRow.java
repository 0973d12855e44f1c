package org.powdermill.hdf5;

import java.util.Optional;

/**
 * What is known of the crystal behind one diffractogram.
 *
 * @param spaceGroup 1 to 230
 * @param crystalliteSizeNm crystallite size, nm: the very number that the peaks were broadened
 *     with, so a float; NaN where unknown
 * @param volume of the conventional cell, cubic angstrom; NaN where unknown
 * @param densityFactor cell volume over atomic volume; NaN where unknown
 * @param asymmetricUnitAtoms atoms in the asymmetric unit; 0 where unknown
 * @param sourceId id of the structure or measurement: all rows of a file have one, or none has
 */
public record ShardRow(
    int spaceGroup,
    float crystalliteSizeNm,
    float volume,
    float densityFactor,
    int asymmetricUnitAtoms,
    Optional<String> sourceId) {

  /** Longest id, bytes of UTF-8. */
  public static final int MAX_SOURCE_ID = 1024;

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if one is out of bounds
   */
  public ShardRow {
    String fault = fault(spaceGroup, crystalliteSizeNm, volume, densityFactor, asymmetricUnitAtoms);
    if (!fault.isEmpty()) {
      throw new IllegalArgumentException(fault);
    }
    sourceId.ifPresent(id -> HeaderText.check("source id", id));
  }

  /** A row without a source id. */
  public ShardRow(
      int spaceGroup,
      float crystalliteSizeNm,
      float volume,
      float densityFactor,
      int asymmetricUnitAtoms) {
    this(
        spaceGroup,
        crystalliteSizeNm,
        volume,
        densityFactor,
        asymmetricUnitAtoms,
        Optional.empty());
  }

  /** What is wrong with a row, empty when nothing is. */
  private static String fault(
      int spaceGroup, float size, float volume, float densityFactor, int atoms) {
    if (spaceGroup < 1 || spaceGroup > 230) {
      return "space group %d: want 1 to 230".formatted(spaceGroup);
    }
    if (size <= 0) {
      return "crystallite size %s nm: want a positive number or NaN".formatted(size);
    }
    if (volume <= 0 || Float.isInfinite(volume)) {
      return "volume %s: want a positive number or NaN".formatted(volume);
    }
    if (densityFactor <= 0 || Float.isInfinite(densityFactor)) {
      return "density factor %s: want a positive number or NaN".formatted(densityFactor);
    }
    if (atoms < 0 || atoms > Short.MAX_VALUE) {
      return "%d atoms in the asymmetric unit: want 0 to 32767".formatted(atoms);
    }
    return "";
  }
}
