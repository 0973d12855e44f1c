package org.powdermill.production;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.powdermill.cif.CifReader;
import org.powdermill.cif.CifResult;
import org.powdermill.cif.RefusalReason;
import org.powdermill.crystal.Crystal;
import org.powdermill.diffraction.PeakShape;
import org.powdermill.diffraction.PowderSimulation;
import org.powdermill.generation.DiffractogramGenerator;
import org.powdermill.generation.GenerationSettings;
import org.powdermill.hdf5.ShardWriter;
import org.powdermill.hdf5.StoreKind;

class CifRunTest {

  private static final int COUNT = 400;

  @TempDir Path folder;

  @Test
  void aCifReadBackGivesTheCrystalAndItsDiffractogram() throws IOException {
    GenerationSettings uniform =
        new GenerationSettings(
            GenerationSettings.GroupDraw.UNIFORM,
            List.of(),
            1,
            20,
            100,
            false,
            true,
            false,
            TestRecipe.COARSE);
    ShardRecipe recipe =
        new ShardRecipe(
            TestRecipe.STATISTICS, uniform, 9, StoreKind.FLOAT32, 100, ShardWriter.Options.DEFAULT);
    long written =
        new CifRun(recipe, TestRecipe.FINDER, folder).run(7, COUNT, 2, () -> {}, () -> false);
    assertThat(written).isEqualTo(COUNT);

    DiffractogramGenerator generator =
        new DiffractogramGenerator(TestRecipe.STATISTICS, uniform, 9, TestRecipe.FINDER);
    int nearlySpecial = 0;
    float[] generated = new float[TestRecipe.COARSE.grid().points()];
    for (int index = 7; index < 7 + COUNT; index++) {
      generator.generate(index, generated);
      Path file = folder.resolve(index + ".cif");
      CifResult result = new CifReader().read(file).get(0);
      if (!isAsWritten(result)) {
        nearlySpecial++;
        continue;
      }
      CifResult.Accepted accepted = (CifResult.Accepted) result;
      assertThat(accepted.symmetry().number()).hasValue(generator.crystal().spaceGroup().number());
      Crystal crystal = accepted.crystal();
      assertThat(crystal.lattice()).isEqualTo(generator.crystal().lattice());
      assertThat(crystal.asymmetricUnit()).hasSameSizeAs(generator.crystal().sites());
      float[] simulated =
          new PowderSimulation(TestRecipe.COARSE, PeakShape.gaussian(generator.crystalliteSizeNm()))
              .simulate(crystal)
              .diffractogram()
              .intensity();
      double largest = 0;
      for (int i = 0; i < generated.length; i++) {
        largest = Math.max(largest, Math.abs(generated[i] - simulated[i]));
      }
      assertThat(largest).as("%s", file).isLessThan(2e-5);
    }
    assertThat(nearlySpecial).isLessThan(COUNT / 50);
  }

  /**
   * Not so where a random site lies within 0.01 angstrom of a symmetry element or of another site:
   * the reader takes it for one on the element, and the number of atoms is not that of the formula,
   * or for two atoms in one place.
   */
  private static boolean isAsWritten(CifResult result) {
    if (result instanceof CifResult.Refused refused) {
      assertThat(refused.reason()).as("%s", refused).isEqualTo(RefusalReason.BAD_OCCUPANCY);
      return false;
    }
    List<String> notes = ((CifResult.Accepted) result).notes();
    assertThat(notes).hasSizeLessThanOrEqualTo(1);
    return notes.isEmpty();
  }
}
