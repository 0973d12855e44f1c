package org.powdermill.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.powdermill.crystal.Crystal;
import org.powdermill.crystal.Site;
import org.powdermill.diffraction.DiffractionSettings;
import org.powdermill.diffraction.PeakShape;
import org.powdermill.diffraction.PowderSimulation;
import org.powdermill.generation.imperfections.Imperfection;
import org.powdermill.generation.imperfections.Imperfections;
import org.powdermill.generation.imperfections.UniformRange;
import org.powdermill.statistics.CrystalStatistics;
import org.powdermill.symmetry.SymmetryFinder;

class DiffractogramGeneratorTest {

  private static final CrystalStatistics STATISTICS = HandmadeStatistics.ofAllGroups();

  private static DiffractogramGenerator generator(long seed) {
    return generator(seed, Imperfections.NONE);
  }

  private static DiffractogramGenerator generator(long seed, Imperfections imperfections) {
    return new DiffractogramGenerator(
        STATISTICS, GenerationSettings.DEFAULT.with(imperfections), seed, SymmetryFinder.load());
  }

  private static float[] diffractogram(DiffractogramGenerator generator, long index) {
    float[] intensity = new float[DiffractionSettings.DEFAULT.grid().points()];
    generator.generate(index, intensity);
    return intensity;
  }

  @Test
  void anIndexGivesTheSameBitsInAnyOrder() {
    assertSameBitsInAnyOrder(Imperfections.NONE, 300);
  }

  @Test
  void anIndexGivesTheSameBitsInAnyOrderWithImperfectionsToo() {
    assertSameBitsInAnyOrder(Imperfections.PAPER, 100);
  }

  private static void assertSameBitsInAnyOrder(Imperfections imperfections, int count) {
    List<Long> indices = new ArrayList<>();
    List<float[]> inOrder = new ArrayList<>();
    DiffractogramGenerator first = generator(42, imperfections);
    for (long index = 0; index < count; index++) {
      indices.add(index);
      inOrder.add(diffractogram(first, index));
    }
    Collections.shuffle(indices, new Random(7));
    DiffractogramGenerator second = generator(42, imperfections);
    for (long index : indices) {
      assertThat(diffractogram(second, index))
          .as("index %d", index)
          .isEqualTo(inOrder.get((int) index));
    }
  }

  @Test
  void anotherSeedGivesOtherCrystals() {
    assertThat(generator(1).draw(0)).isNotEqualTo(generator(2).draw(0));
    assertThat(generator(1).draw(0)).isNotEqualTo(generator(1).draw(1));
  }

  @Test
  void theFastPathEqualsTheSimulationOfTheCrystal() {
    DiffractogramGenerator generator = generator(3);
    for (long index = 0; index < 500; index++) {
      float[] fast = diffractogram(generator, index);
      Crystal crystal = generator.crystal().toCrystal();
      float[] slow =
          new PowderSimulation(
                  DiffractionSettings.DEFAULT, PeakShape.gaussian(generator.crystalliteSizeNm()))
              .simulate(crystal)
              .diffractogram()
              .intensity();
      double largest = 0;
      for (int i = 0; i < fast.length; i++) {
        largest = Math.max(largest, Math.abs(fast[i] - slow[i]));
      }
      assertThat(largest).as("%s", generator.crystal()).isLessThan(2e-5);
    }
  }

  @Test
  void crystalsHaveTheVolumeThatWasDrawnAndStayWithinTheLimits() {
    DiffractogramGenerator generator = generator(4);
    for (long index = 0; index < 2000; index++) {
      SyntheticCrystal crystal = generator.draw(index);
      assertThat(crystal.lattice().volume())
          .isCloseTo(crystal.volume(), offset(1e-9 * crystal.volume()))
          .isLessThanOrEqualTo(7000 * (1 + 1e-9));
      assertThat(crystal.sites()).hasSizeBetween(1, 100);
      assertThat(generator.crystalliteSizeNm()).isBetween(20f, 100f);
    }
    assertThat(generator.rejectedShare()).isBetween(0.001, 0.95);
  }

  @Test
  void atomsNumberTheSumOfMultiplicities() {
    DiffractogramGenerator generator = generator(5);
    for (long index = 0; index < 300; index++) {
      SyntheticCrystal crystal = generator.draw(index);
      List<Site> sites = crystal.toCrystal().sitesInCell();
      assertThat(sites)
          .as("%s", crystal)
          .hasSize(crystal.sites().stream().mapToInt(site -> site.position().multiplicity()).sum());
    }
  }

  @Test
  void imperfectionsChangeNeitherCrystalNorSize() {
    DiffractogramGenerator clean = generator(6);
    DiffractogramGenerator imperfect = generator(6, Imperfections.PAPER);
    for (long index = 0; index < 50; index++) {
      float[] cleanIntensity = diffractogram(clean, index);
      assertThat(diffractogram(imperfect, index)).isNotEqualTo(cleanIntensity);
      assertThat(imperfect.crystal()).isEqualTo(clean.crystal());
      assertThat(imperfect.crystalliteSizeNm()).isEqualTo(clean.crystalliteSizeNm());
    }
  }

  @Test
  void anImpurityIsAnotherCrystalForEachDiffractogram() {
    DiffractogramGenerator clean = generator(6);
    DiffractogramGenerator impurityAlone =
        generator(6, new Imperfections(Map.of(Imperfection.IMPURITY, UniformRange.of(1))));
    List<float[]> seen = new ArrayList<>();
    for (long index = 0; index < 50; index++) {
      seen.add(diffractogram(clean, index));
      seen.add(diffractogram(impurityAlone, index));
    }
    assertThat(seen.stream().map(Arrays::hashCode).distinct()).hasSize(100);
  }

  @Test
  void peakShapesAreDrawnForEachDiffractogram() {
    Imperfections instrument =
        new Imperfections(Map.of(Imperfection.CAGLIOTI_W, new UniformRange(0, 0.5)));
    DiffractogramGenerator broad = generator(6, instrument);
    DiffractogramGenerator narrow = generator(6);
    for (long index = 0; index < 50; index++) {
      assertThat(sum(diffractogram(broad, index))).isGreaterThan(sum(diffractogram(narrow, index)));
    }
  }

  private static double sum(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += value;
    }
    return sum;
  }

  @Test
  void severalSizesShareACrystal() {
    GenerationSettings twoSizes =
        new GenerationSettings(
            GenerationSettings.GroupDraw.UNIFORM,
            List.of(62, 225),
            2,
            20,
            100,
            false,
            true,
            false,
            DiffractionSettings.DEFAULT);
    DiffractogramGenerator generator =
        new DiffractogramGenerator(STATISTICS, twoSizes, 1, SymmetryFinder.load());
    SyntheticCrystal crystal = generator.draw(10);
    float size = generator.crystalliteSizeNm();
    assertThat(generator.draw(11)).isEqualTo(crystal);
    assertThat(generator.crystalliteSizeNm()).isNotEqualTo(size);
    assertThat(generator.draw(12)).isNotEqualTo(crystal);
    assertThat(List.of(62, 225)).contains(crystal.spaceGroup().number());
  }
}
