package org.powdermill.tests.streams;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.CRC32C;
import org.powdermill.generation.DiffractogramGenerator;
import org.powdermill.generation.GenerationSettings;
import org.powdermill.statistics.StatisticsFile;
import org.powdermill.symmetry.SymmetryFinder;

/** A diffractogram as a line of text: number and checksum of its bits. */
public final class RowChecksum {

  private RowChecksum() {}

  /**
   * The line for a row.
   *
   * @param index number of the diffractogram
   * @param diffractograms [rows][points]
   */
  public static String line(long index, float[] diffractograms, int row, int points) {
    ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * points);
    bytes.asFloatBuffer().put(diffractograms, row * points, points);
    CRC32C checksum = new CRC32C();
    checksum.update(bytes);
    return String.format(Locale.ROOT, "%d %08x", index, checksum.getValue());
  }

  /** What an undisturbed run from 0 on has, with the built-in statistics and default settings. */
  public static List<String> undisturbed(long seed, int count) {
    return undisturbed(GenerationSettings.DEFAULT, seed, count);
  }

  /** What an undisturbed run from 0 on has, with the built-in statistics. */
  public static List<String> undisturbed(GenerationSettings settings, long seed, int count) {
    DiffractogramGenerator generator =
        new DiffractogramGenerator(
            StatisticsFile.builtIn().statistics(), settings, seed, SymmetryFinder.load());
    float[] diffractogram = new float[settings.diffraction().grid().points()];
    List<String> lines = new ArrayList<>();
    for (int index = 0; index < count; index++) {
      generator.generate(index, diffractogram);
      lines.add(line(index, diffractogram, 0, diffractogram.length));
    }
    return lines;
  }
}
