package org.powdermill.tests.formats;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.powdermill.diffraction.PeakProfile;
import org.powdermill.diffraction.TwoThetaGrid;
import org.powdermill.hdf5.ShardIdentity;
import org.powdermill.hdf5.ShardProfile;
import org.powdermill.hdf5.ShardReader;
import org.powdermill.hdf5.ShardRow;
import org.powdermill.hdf5.ShardWriter;
import org.powdermill.hdf5.SpaceGroupClasses;
import org.powdermill.hdf5.StoreKind;

/** Shards converted by the command line, read by NumPy without pickle. */
class ConvertedShardTest {

  private static final String READER =
      """
      import json, sys
      import numpy as np
      with np.load(sys.argv[1], allow_pickle=False) as f:
          print(json.dumps({
              'types': {k: [str(f[k].dtype)] + list(f[k].shape) for k in f},
              'values': {k: f[k].ravel().tolist() for k in f},
              'order': bool(f['diffractogram'].flags['C_CONTIGUOUS']),
          }))
      """;

  private static final TwoThetaGrid GRID = new TwoThetaGrid(10, 40, 0.1);

  @TempDir Path folder;

  @BeforeAll
  static void requireNumpy() throws IOException, InterruptedException {
    Python.requireModule("numpy");
  }

  @ParameterizedTest
  @EnumSource(StoreKind.class)
  void numpyFindsTheSameNumbers(StoreKind store) throws IOException, InterruptedException {
    Path file = folder.resolve("shard-00000002.h5");
    write(file, store);
    convert(file);
    JsonNode read =
        new ObjectMapper()
            .readTree(Python.run(READER, folder.resolve("out/shard-00000002.npz").toString()));

    assertThat(read.get("order").asBoolean()).isTrue();
    assertThat(read.at("/types/diffractogram").toString()).isEqualTo("[\"float32\",70,301]");
    assertThat(read.at("/types/two_theta").toString()).isEqualTo("[\"float64\",301]");
    assertThat(read.at("/types/index").toString()).isEqualTo("[\"int64\",70]");
    assertThat(read.at("/types/space_group").toString()).isEqualTo("[\"int16\",70]");
    assertThat(read.at("/types/volume").toString()).isEqualTo("[\"float32\",70]");
    assertThat(read.at("/values/index/69").asLong()).isEqualTo(209);
    assertThat(read.at("/values/space_group/1").asInt()).isEqualTo(225);
    assertThat(read.at("/values/label/1").asInt()).isEqualTo(-1);
    assertThat(read.at("/values/classes").toString()).isEqualTo("[62,2]");
    assertThat(read.at("/values/source_id/1").asText()).isEqualTo("Ångström 1");
    assertThat(read.at("/values/two_theta/300").asDouble()).isEqualTo(40);
    JsonNode header = new ObjectMapper().readTree(read.at("/values/header/0").asText());
    assertThat(header.get("seed").asLong()).isEqualTo(7);
    assertThat(header.get("store").asText()).isEqualTo(store.word());
    try (ShardReader reader = ShardReader.open(file)) {
      float[] ours = reader.readAll();
      JsonNode theirs = read.at("/values/diffractogram");
      assertThat(theirs).hasSize(ours.length);
      for (int i = 0; i < ours.length; i++) {
        assertThat((float) theirs.get(i).asDouble()).isEqualTo(ours[i]);
      }
      assertThat((float) read.at("/values/crystallite_size/1").asDouble())
          .isEqualTo(reader.columns().row(1).crystalliteSizeNm());
    }
  }

  private void convert(Path file) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "org.powdermill.tools.Powdermill",
                "shards",
                "convert",
                file.toString(),
                "--out",
                folder.resolve("out").toString())
            .inheritIO()
            .start();
    assertThat(process.waitFor()).isZero();
  }

  private static void write(Path file, StoreKind store) {
    ShardIdentity identity =
        new ShardIdentity(
            7,
            "0123",
            1.5406,
            GRID,
            ShardProfile.GAUSSIAN,
            "{}",
            new SpaceGroupClasses(List.of(62, 2)),
            70,
            store);
    PeakProfile profile = new PeakProfile(1.5406, GRID);
    double[] intensity = {0.25, 1, 1e-4};
    ShardWriter.write(
        file,
        identity,
        140,
        70,
        ShardWriter.Options.DEFAULT,
        writer -> {
          for (int i = 0; i < 70; i++) {
            double[] twoTheta = {12.3, 20 + 0.1 * i, 39.95};
            ShardRow row =
                new ShardRow(
                    i % 2 == 0 ? 62 : 225, 30.5f + i, 300, 1.25f, 4, Optional.of("Ångström " + i));
            if (store == StoreKind.PEAKS) {
              writer.append(row, twoTheta, intensity, 3);
            } else {
              float[] points = new float[GRID.points()];
              profile.broaden(
                  twoTheta,
                  intensity,
                  3,
                  ShardProfile.GAUSSIAN.shape(row.crystalliteSizeNm()),
                  points);
              writer.append(row, points);
            }
          }
        });
  }
}
