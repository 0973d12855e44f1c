package org.powdermill.tests.evaluation;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntFunction;
import org.powdermill.hdf5.ShardIdentity;
import org.powdermill.hdf5.ShardReader;
import org.powdermill.hdf5.ShardRow;
import org.powdermill.hdf5.ShardWriter;
import org.powdermill.hdf5.StoreKind;

/** Sets of several kinds made of one: the same diffractograms with noise. */
final class NoisySets {

  private final Path source;

  NoisySets(Path source) {
    this.source = source;
  }

  /**
   * Writes a set.
   *
   * @param settings JSON, which tells the kind
   * @param rows number of rows, from the first
   * @param noise largest value added, before the maximum is 1 again
   * @param id of a row
   * @param spaceGroup instead of a row's own, where there is one
   */
  void write(
      Path file,
      String settings,
      int rows,
      double noise,
      IntFunction<Optional<String>> id,
      IntFunction<Optional<Integer>> spaceGroup) {
    try (ShardReader reader = ShardReader.open(source)) {
      ShardIdentity from = reader.header().identity();
      ShardIdentity identity =
          new ShardIdentity(
              1,
              from.statisticsDigest(),
              from.wavelength(),
              from.grid(),
              from.profile(),
              settings,
              from.classes(),
              rows,
              StoreKind.FLOAT32);
      Random random = new Random(rows);
      float[] points = new float[from.grid().points()];
      ShardWriter.write(
          file,
          identity,
          0,
          rows,
          ShardWriter.Options.DEFAULT,
          writer -> {
            for (int row = 0; row < rows; row++) {
              reader.read(row, 1, points);
              add(points, noise, random);
              ShardRow known = reader.columns().row(row);
              writer.append(
                  new ShardRow(
                      spaceGroup.apply(row).orElse(known.spaceGroup()),
                      known.crystalliteSizeNm(),
                      known.volume(),
                      known.densityFactor(),
                      known.asymmetricUnitAtoms(),
                      id.apply(row)),
                  points);
            }
          });
    }
  }

  private static void add(float[] points, double noise, Random random) {
    float largest = 0;
    for (int i = 0; i < points.length; i++) {
      points[i] += (float) (noise * random.nextDouble());
      largest = Math.max(largest, points[i]);
    }
    for (int i = 0; i < points.length; i++) {
      points[i] /= largest;
    }
  }

  /** Ids of the rows. */
  List<String> ids() {
    List<String> ids = new ArrayList<>();
    try (ShardReader reader = ShardReader.open(source)) {
      for (int row = 0; row < reader.rows(); row++) {
        ids.add(reader.columns().row(row).sourceId().orElseThrow());
      }
    }
    return ids;
  }
}
