package org.powdermill.tests.generation;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.powdermill.generation.DiffractogramGenerator;
import org.powdermill.generation.GenerationSettings;
import org.powdermill.generation.imperfections.Imperfections;
import org.powdermill.statistics.StatisticsFile;
import org.powdermill.symmetry.SymmetryFinder;

/** Prints the SHA-256 of some diffractograms: a program for {@link SameBitsEverywhereTest}. */
final class DiffractogramDigest {

  private DiffractogramDigest() {}

  /** Takes the number of diffractograms without and with imperfections. */
  public static void main(String[] args) throws NoSuchAlgorithmException {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    add(digest, GenerationSettings.DEFAULT, Integer.parseInt(args[0]));
    add(digest, GenerationSettings.DEFAULT.with(Imperfections.PAPER), Integer.parseInt(args[1]));
    System.out.println(HexFormat.of().formatHex(digest.digest()));
  }

  private static void add(MessageDigest digest, GenerationSettings settings, int count) {
    DiffractogramGenerator generator =
        new DiffractogramGenerator(
            StatisticsFile.builtIn().statistics(), settings, 7, SymmetryFinder.load());
    float[] diffractogram = new float[settings.diffraction().grid().points()];
    ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * diffractogram.length);
    for (int index = 0; index < count; index++) {
      generator.generate(index, diffractogram);
      bytes.asFloatBuffer().put(diffractogram);
      digest.update(bytes.array());
    }
  }
}
