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
import org.junit.jupiter.params.provider.CsvSource;
import org.powdermill.diffraction.PeakProfile;
import org.powdermill.diffraction.TwoThetaGrid;
import org.powdermill.hdf5.ShardIdentity;
import org.powdermill.hdf5.ShardProfile;
import org.powdermill.hdf5.ShardReader;
import org.powdermill.hdf5.ShardRow;
import org.powdermill.hdf5.ShardWriter;
import org.powdermill.hdf5.SpaceGroupClasses;
import org.powdermill.hdf5.StoreKind;

/** Shards written by us, read by h5py: types, numbers and checksums as docs/formats.md says. */
class ShardTest {

  /** Reads everything and recomputes the checksums with the means of the standard library. */
  private static final String READER =
      """
      import h5py, json, sys, zlib
      import numpy as np
      crc = lambda data: 'crc32:%08x' % zlib.crc32(data)
      plain = lambda v: v.decode() if isinstance(v, bytes) else v.tolist()
      with h5py.File(sys.argv[1]) as f:
          attrs = {k: f.attrs[k] for k in f.attrs['attributes'].decode().split(',')}
          written = {k: f[k].attrs['checksum'].decode() for k in sorted(f)}
          data = b''
          for k, v in attrs.items():
              data += k.encode() + b'\\0' + (v if isinstance(v, bytes) else v.tobytes())
          attrs['checksum'] = f.attrs['checksum']
          for k, v in written.items():
              data += k.encode() + b'\\0' + v.encode()
          print(json.dumps({
              'attributes': {k: plain(v) for k, v in attrs.items()},
              'types': {k: [str(f[k].dtype)] + list(f[k].shape) for k in f},
              'values': {k: f[k][()].ravel().tolist() for k in f if k != 'source_id'},
              'source_id': [v.decode() for v in f['source_id'][()]],
              'written': written,
              'found': {k: crc(f[k][()].tobytes()) for k in written},
              'seal': crc(data),
          }))
      """;

  private static final TwoThetaGrid GRID = new TwoThetaGrid(10, 40, 0.1);
  private static final double[] TWO_THETA = {12.3, 20.5, 39.95};
  private static final double[] INTENSITY = {0.25, 1, 1e-4};

  @TempDir Path folder;

  @BeforeAll
  static void requireH5py() throws IOException, InterruptedException {
    Python.requireModule("h5py");
  }

  @ParameterizedTest
  @CsvSource({"FLOAT32,0", "FLOAT16,0", "PEAKS,0", "FLOAT32,1", "FLOAT16,6", "PEAKS,9"})
  void anotherReaderFindsTheSameNumbersAndChecksums(StoreKind store, int deflate)
      throws IOException, InterruptedException {
    Path file = folder.resolve("shard.h5");
    write(file, store, deflate);
    JsonNode read = new ObjectMapper().readTree(Python.run(READER, file.toString()));

    assertThat(read.get("found")).isEqualTo(read.get("written"));
    assertThat(read.get("seal").asText())
        .isEqualTo(read.at("/attributes/checksum").asText())
        .matches("crc32:[0-9a-f]{8}");
    JsonNode attributes = read.get("attributes");
    assertThat(attributes.get("format").asText()).isEqualTo("powdermill-shard");
    assertThat(attributes.get("format_version").asText()).isEqualTo("1.0");
    assertThat(attributes.get("seed").asLong()).isEqualTo(7);
    assertThat(attributes.get("two_theta_step").asDouble()).isEqualTo(0.1);
    assertThat(attributes.get("store").asText()).isEqualTo(store.word());
    assertThat(read.at("/types/space_group").toString()).isEqualTo("[\"int16\",2]");
    assertThat(read.at("/types/index").toString()).isEqualTo("[\"int64\",2]");
    assertThat(read.at("/types/crystallite_size").toString()).isEqualTo("[\"float32\",2]");
    assertThat(read.at("/values/index").toString()).isEqualTo("[10,11]");
    assertThat(read.at("/values/space_group").toString()).isEqualTo("[62,225]");
    assertThat(read.at("/values/label").toString()).isEqualTo("[0,-1]");
    assertThat(read.at("/values/classes").toString()).isEqualTo("[62,2]");
    assertThat(read.get("source_id").toString()).isEqualTo("[\"cod 1\",\"Ångström\"]");
    if (store == StoreKind.PEAKS) {
      assertPeaks(read);
    } else {
      assertPoints(read, file, store);
    }
  }

  private static void assertPeaks(JsonNode read) {
    assertThat(read.at("/types/peak_two_theta").toString()).isEqualTo("[\"float64\",6]");
    assertThat(read.at("/values/peak_offset").toString()).isEqualTo("[0,3,6]");
    for (int i = 0; i < 6; i++) {
      assertThat(read.at("/values/peak_two_theta").get(i).asDouble()).isEqualTo(TWO_THETA[i % 3]);
      assertThat(read.at("/values/peak_intensity").get(i).asDouble()).isEqualTo(INTENSITY[i % 3]);
    }
  }

  private static void assertPoints(JsonNode read, Path file, StoreKind store) {
    String type = store == StoreKind.FLOAT16 ? "float16" : "float32";
    assertThat(read.at("/types/diffractogram").toString())
        .isEqualTo("[\"%s\",2,301]".formatted(type));
    try (ShardReader reader = ShardReader.open(file)) {
      float[] ours = reader.readAll();
      for (int i = 0; i < ours.length; i++) {
        assertThat((float) read.at("/values/diffractogram").get(i).asDouble()).isEqualTo(ours[i]);
      }
    }
  }

  private static void write(Path file, StoreKind store, int deflate) {
    ShardIdentity identity =
        new ShardIdentity(
            7,
            "0123",
            1.5406,
            GRID,
            ShardProfile.GAUSSIAN,
            "{}",
            new SpaceGroupClasses(List.of(62, 2)),
            5,
            store);
    List<ShardRow> rows =
        List.of(
            new ShardRow(62, 30.5f, 300, 1.25f, 4, Optional.of("cod 1")),
            new ShardRow(225, 99, 180.5f, 1, 2, Optional.of("Ångström")));
    PeakProfile profile = new PeakProfile(1.5406, GRID);
    ShardWriter.write(
        file,
        identity,
        10,
        2,
        new ShardWriter.Options(deflate, false),
        writer -> {
          for (ShardRow row : rows) {
            if (store == StoreKind.PEAKS) {
              writer.append(row, TWO_THETA, INTENSITY, 3);
            } else {
              float[] points = new float[GRID.points()];
              profile.broaden(
                  TWO_THETA,
                  INTENSITY,
                  3,
                  ShardProfile.GAUSSIAN.shape(row.crystalliteSizeNm()),
                  points);
              writer.append(row, points);
            }
          }
        });
  }
}
