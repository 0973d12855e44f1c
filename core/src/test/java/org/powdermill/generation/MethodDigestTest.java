package org.powdermill.generation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.powdermill.diffraction.DiffractionSettings;
import org.powdermill.generation.imperfections.Imperfections;
import org.powdermill.symmetry.SymmetryFinder;

class MethodDigestTest {

  /**
   * If this fails on purpose, runs that were begun before must not go on: raise METHOD in
   * production.CanonicalSettings, and write the new digest down here.
   */
  private static final String METHOD_1 =
      "90de70d2f2830fc595d0f7b1f96035ed05b04191e2bd5394721e0817055fc7af";

  /** The same with all imperfections of the paper. */
  private static final String METHOD_1_IMPERFECT =
      "42432eb5e5bd71add407d7f003f132a2c4d570464a48a1c438d6285b9d83d427";

  @Test
  void theBitsOfTwoHundredDiffractogramsAreThoseOfTheMethodsVersion()
      throws NoSuchAlgorithmException {
    assertThat(digest(GenerationSettings.DEFAULT, 200)).isEqualTo(METHOD_1);
  }

  @Test
  void soAreTheBitsOfDiffractogramsWithImperfections() throws NoSuchAlgorithmException {
    assertThat(digest(GenerationSettings.DEFAULT.with(Imperfections.PAPER), 100))
        .isEqualTo(METHOD_1_IMPERFECT);
  }

  private static String digest(GenerationSettings settings, int count)
      throws NoSuchAlgorithmException {
    DiffractogramGenerator generator =
        new DiffractogramGenerator(
            HandmadeStatistics.ofAllGroups(), settings, 2023, SymmetryFinder.load());
    float[] diffractogram = new float[DiffractionSettings.DEFAULT.grid().points()];
    ByteBuffer bytes = ByteBuffer.allocate(4 * diffractogram.length);
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    for (long index = 0; index < count; index++) {
      generator.generate(index, diffractogram);
      bytes.asFloatBuffer().put(diffractogram);
      digest.update(bytes.array());
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
