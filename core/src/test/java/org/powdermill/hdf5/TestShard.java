package org.powdermill.hdf5;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.powdermill.diffraction.PeakProfile;
import org.powdermill.diffraction.TwoThetaGrid;

/** Rows made at random, as peaks and broadened, and the shards that hold them. */
final class TestShard {

  static final TwoThetaGrid GRID = new TwoThetaGrid(5, 90, 0.05);
  static final double WAVELENGTH = 1.5406;
  static final ShardProfile PROFILE = new ShardProfile(0.1, 0.01, -0.001, 0.002);
  static final SpaceGroupClasses CLASSES = new SpaceGroupClasses(List.of(14, 2, 62, 225));

  final List<ShardRow> rows = new ArrayList<>();
  final List<double[]> twoTheta = new ArrayList<>();
  final List<double[]> intensity = new ArrayList<>();
  final List<float[]> diffractograms = new ArrayList<>();

  TestShard(int count, boolean withSources) {
    SplittableRandom random = new SplittableRandom(count);
    PeakProfile profile = new PeakProfile(WAVELENGTH, GRID);
    int[] groups = {225, 14, 2, 62, 230, 1};
    for (int i = 0; i < count; i++) {
      int peaks = 1 + random.nextInt(300);
      double[] angles = random.doubles(peaks, GRID.min(), GRID.max()).sorted().toArray();
      double[] areas = random.doubles(peaks, 1e-5, 1).toArray();
      double largest = Arrays.stream(areas).max().orElseThrow();
      Arrays.setAll(areas, p -> areas[p] / largest);
      float size = (float) random.nextDouble(20, 100);
      float[] points = new float[GRID.points()];
      profile.broaden(angles, areas, peaks, PROFILE.shape(size), points);
      twoTheta.add(angles);
      intensity.add(areas);
      diffractograms.add(points);
      rows.add(
          new ShardRow(
              groups[i % groups.length],
              size,
              i == 0 ? Float.NaN : 300 + i,
              1.5f,
              i,
              withSources ? Optional.of("Größe " + i) : Optional.empty()));
    }
  }

  static ShardIdentity identity(StoreKind store, int shardSize) {
    return new ShardIdentity(
        -42, "abc123", WAVELENGTH, GRID, PROFILE, "{\"draw\":1}", CLASSES, shardSize, store);
  }

  /** Writes shard 3 of a run whose shards are as long as this one. */
  void write(Path file, StoreKind store, ShardWriter.Options options) {
    int size = rows.size();
    ShardWriter.write(
        file, identity(store, size), 3L * size, size, options, writer -> append(writer, store));
  }

  void append(ShardWriter writer, StoreKind store) {
    for (int i = 0; i < rows.size(); i++) {
      if (store == StoreKind.PEAKS) {
        writer.append(rows.get(i), twoTheta.get(i), intensity.get(i), twoTheta.get(i).length);
      } else {
        writer.append(rows.get(i), diffractograms.get(i));
      }
    }
  }

  /** All diffractograms, one after the other. */
  float[] points() {
    float[] all = new float[rows.size() * GRID.points()];
    for (int i = 0; i < rows.size(); i++) {
      System.arraycopy(diffractograms.get(i), 0, all, i * GRID.points(), GRID.points());
    }
    return all;
  }
}
