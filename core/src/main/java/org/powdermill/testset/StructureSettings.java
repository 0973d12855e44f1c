package org.powdermill.testset;

import java.util.Optional;
import org.powdermill.diffraction.DiffractionSettings;
import org.powdermill.generation.CrystalResampler;

/**
 * What a test set of crystals depends on besides the crystals.
 *
 * @param selection which crystals
 * @param resampled what is drawn again; nothing for the crystals as they are
 * @param sizesPerCrystal crystallite sizes, and so rows, of each
 * @param minCrystalliteSizeNm least size, nm
 * @param maxCrystalliteSizeNm largest size, nm
 * @param seed of sizes, resampling and choice
 * @param diffraction wavelength, grid, Debye-Waller factors
 */
public record StructureSettings(
    CrystalSelection selection,
    Optional<CrystalResampler.Part> resampled,
    int sizesPerCrystal,
    double minCrystalliteSizeNm,
    double maxCrystalliteSizeNm,
    long seed,
    DiffractionSettings diffraction) {

  /** Most crystallite sizes of a crystal. */
  static final int MAX_SIZES = 1000;

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if a number is out of its range, or crystals are to be built
   *     anew from the symmetry found and labelled by another
   */
  public StructureSettings {
    if (sizesPerCrystal < 1 || sizesPerCrystal > MAX_SIZES) {
      throw new IllegalArgumentException(
          "%d crystallite sizes per crystal: want 1 to %d".formatted(sizesPerCrystal, MAX_SIZES));
    }
    if (!(minCrystalliteSizeNm >= 1
        && minCrystalliteSizeNm <= maxCrystalliteSizeNm
        && maxCrystalliteSizeNm <= 10_000)) {
      throw new IllegalArgumentException(
          "crystallite sizes %s to %s nm: want 1 <= MIN <= MAX <= 10000"
              .formatted(minCrystalliteSizeNm, maxCrystalliteSizeNm));
    }
    if (resampled.isPresent() && selection.label() == LabelSource.SOURCE) {
      throw new IllegalArgumentException(
          "resampled crystals are built from the group that was found: their label is spglib");
    }
  }
}
