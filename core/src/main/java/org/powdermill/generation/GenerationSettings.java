package org.powdermill.generation;

import java.util.List;
import org.powdermill.diffraction.DiffractionSettings;
import org.powdermill.generation.imperfections.Imperfections;

/**
 * What synthetic diffractograms depend on besides seed and statistics.
 *
 * @param groups how space groups are drawn
 * @param spaceGroups the groups to draw from; all classes of the statistics if empty
 * @param sizesPerCrystal number of crystallite sizes, and so of diffractograms, of one crystal
 * @param minCrystalliteSizeNm smallest crystallite size, nm
 * @param maxCrystalliteSizeNm largest crystallite size, nm
 * @param frequenciesByElement whether Wyckoff positions and numbers of sites are drawn by the
 *     element's own frequencies
 * @param densityByVolume whether the density factor depends on the atomic volume
 * @param paperCompatible whether two deviations of the paper's code are reproduced (DESIGN 3, steps
 *     1 and 4)
 * @param diffraction wavelength, grid and Debye-Waller factors
 * @param imperfections what is imitated of measured diffractograms
 */
public record GenerationSettings(
    GroupDraw groups,
    List<Integer> spaceGroups,
    int sizesPerCrystal,
    double minCrystalliteSizeNm,
    double maxCrystalliteSizeNm,
    boolean frequenciesByElement,
    boolean densityByVolume,
    boolean paperCompatible,
    DiffractionSettings diffraction,
    Imperfections imperfections) {

  /** How the space group of a crystal is drawn. */
  public enum GroupDraw {
    /** By the frequencies of the statistics. */
    FREQUENCY,
    /** Each with the same probability. */
    UNIFORM
  }

  /** The paper's defaults. */
  public static final GenerationSettings DEFAULT =
      new GenerationSettings(
          GroupDraw.FREQUENCY,
          List.of(),
          1,
          20,
          100,
          false,
          true,
          false,
          DiffractionSettings.DEFAULT);

  /**
   * Copies the list and checks the numbers.
   *
   * @throws IllegalArgumentException if a number is out of its range
   */
  public GenerationSettings {
    spaceGroups = List.copyOf(spaceGroups);
    if (sizesPerCrystal < 1 || sizesPerCrystal > 1000) {
      throw new IllegalArgumentException(
          "%d crystallite sizes per crystal: want 1 to 1000".formatted(sizesPerCrystal));
    }
    if (!(minCrystalliteSizeNm >= 1
        && minCrystalliteSizeNm <= maxCrystalliteSizeNm
        && maxCrystalliteSizeNm <= 10_000)) {
      throw new IllegalArgumentException(
          "crystallite sizes %s to %s nm: want 1 <= MIN <= MAX <= 10000"
              .formatted(minCrystalliteSizeNm, maxCrystalliteSizeNm));
    }
  }

  /** Without imperfections. */
  public GenerationSettings(
      GroupDraw groups,
      List<Integer> spaceGroups,
      int sizesPerCrystal,
      double minCrystalliteSizeNm,
      double maxCrystalliteSizeNm,
      boolean frequenciesByElement,
      boolean densityByVolume,
      boolean paperCompatible,
      DiffractionSettings diffraction) {
    this(
        groups,
        spaceGroups,
        sizesPerCrystal,
        minCrystalliteSizeNm,
        maxCrystalliteSizeNm,
        frequenciesByElement,
        densityByVolume,
        paperCompatible,
        diffraction,
        Imperfections.NONE);
  }

  /** The same with imperfections. */
  public GenerationSettings with(Imperfections others) {
    return new GenerationSettings(
        groups,
        spaceGroups,
        sizesPerCrystal,
        minCrystalliteSizeNm,
        maxCrystalliteSizeNm,
        frequenciesByElement,
        densityByVolume,
        paperCompatible,
        diffraction,
        others);
  }
}
