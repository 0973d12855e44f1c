package org.powdermill.tests.generation;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.powdermill.generation.DiffractogramGenerator;
import org.powdermill.generation.GenerationSettings;
import org.powdermill.statistics.StatisticsFile;
import org.powdermill.symmetry.SymmetryFinder;

/** Prints the SHA-256 of some diffractograms: a program for {@link SameBitsEverywhereTest}. */
final class DiffractogramDigest {

  private DiffractogramDigest() {}

  /** Takes the number of the first diffractogram and of the one after the last. */
  public static void main(String[] args) throws NoSuchAlgorithmException {
    GenerationSettings settings = GenerationSettings.DEFAULT;
    DiffractogramGenerator generator =
        new DiffractogramGenerator(
            StatisticsFile.builtIn().statistics(), settings, 7, SymmetryFinder.load());
    float[] diffractogram = new float[settings.diffraction().grid().points()];
    ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * diffractogram.length);
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    for (long index = Long.parseLong(args[0]); index < Long.parseLong(args[1]); index++) {
      generator.generate(index, diffractogram);
      bytes.asFloatBuffer().put(diffractogram);
      digest.update(bytes.array());
    }
    System.out.println(HexFormat.of().formatHex(digest.digest()));
  }
}
