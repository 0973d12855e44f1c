package org.powdermill.tools;

import java.io.IOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.powdermill.diffraction.TwoThetaGrid;
import org.powdermill.files.AtomicFile;
import org.powdermill.hdf5.ShardIdentity;
import org.powdermill.hdf5.ShardReader;
import org.powdermill.hdf5.ShardRow;

/**
 * Writes a shard for other programs, a file for a file, formats in docs/shards.md: every point,
 * whatever the store, in blocks, so that memory does not depend on the number of rows.
 */
final class ShardConversion {

  private static final int BLOCK_ROWS = 64;
  private static final int ANGLE_DECIMALS = 9;

  private static final CSVFormat CSV = CSVFormat.DEFAULT.builder().setRecordSeparator('\n').get();

  private final ShardReader shard;
  private final ShardIdentity identity;
  private final TwoThetaGrid grid;
  private final boolean withSources;

  /** Takes a diffractogram of a shard. */
  @FunctionalInterface
  private interface RowTarget {
    void take(int row, float[] values, int from) throws IOException;
  }

  /** A value of a row, to be written into an array. */
  @FunctionalInterface
  private interface Column {
    void put(NumpyArchive.Sink sink, int row) throws IOException;
  }

  ShardConversion(ShardReader shard) {
    this.shard = shard;
    this.identity = shard.header().identity();
    this.grid = identity.grid();
    this.withSources = shard.columns().row(0).sourceId().isPresent();
  }

  /**
   * Writes arrays by the names that they have in the shard, {@code two_theta}, and what the shard
   * says of itself as the JSON text {@code header}.
   */
  void writeNumpy(Path file) {
    AtomicFile.write(
        file,
        temporary -> {
          try (NumpyArchive archive = new NumpyArchive(temporary)) {
            addPoints(archive);
            addColumns(archive);
            addHeader(archive);
          }
        });
  }

  private void addPoints(NumpyArchive archive) throws IOException {
    int points = grid.points();
    archive.add(
        "diffractogram",
        "<f4",
        Float.BYTES,
        new long[] {shard.rows(), points},
        sink ->
            forEachRow(
                (row, values, from) -> {
                  for (int i = 0; i < points; i++) {
                    sink.put(values[from + i]);
                  }
                }));
    archive.add(
        "two_theta",
        "<f8",
        Double.BYTES,
        new long[] {points},
        sink -> {
          for (int i = 0; i < points; i++) {
            sink.put(grid.twoTheta(i));
          }
        });
  }

  private void addColumns(NumpyArchive archive) throws IOException {
    add(archive, "index", "<i8", Long.BYTES, (s, i) -> s.put(shard.columns().index(i)));
    add(archive, "space_group", "<i2", Short.BYTES, (s, i) -> s.put((short) row(i).spaceGroup()));
    add(archive, "label", "<i2", Short.BYTES, (s, i) -> s.put((short) shard.columns().label(i)));
    add(archive, "crystallite_size", "<f4", 4, (s, i) -> s.put(row(i).crystalliteSizeNm()));
    add(archive, "volume", "<f4", 4, (s, i) -> s.put(row(i).volume()));
    add(archive, "density_factor", "<f4", 4, (s, i) -> s.put(row(i).densityFactor()));
    add(
        archive,
        "asymmetric_unit_atoms",
        "<i2",
        Short.BYTES,
        (s, i) -> s.put((short) row(i).asymmetricUnitAtoms()));
    List<Integer> classes = identity.classes().spaceGroups();
    archive.add(
        "classes",
        "<i2",
        Short.BYTES,
        new long[] {classes.size()},
        sink -> {
          for (int group : classes) {
            sink.put((short) group);
          }
        });
    if (withSources) {
      String[] sources = new String[shard.rows()];
      for (int i = 0; i < sources.length; i++) {
        sources[i] = row(i).sourceId().orElseThrow();
      }
      archive.addTexts("source_id", sources);
    }
  }

  private void add(NumpyArchive archive, String name, String type, int bytes, Column column)
      throws IOException {
    archive.add(
        name,
        type,
        bytes,
        new long[] {shard.rows()},
        sink -> {
          for (int row = 0; row < shard.rows(); row++) {
            column.put(sink, row);
          }
        });
  }

  private void addHeader(NumpyArchive archive) throws IOException {
    Map<String, Object> header = new LinkedHashMap<>();
    header.put("format_version", shard.header().formatVersion());
    header.put("writer_version", shard.header().writerVersion());
    header.put("seed", identity.seed());
    header.put("statistics_digest", identity.statisticsDigest());
    header.put("wavelength", identity.wavelength());
    header.put("shard_size", identity.shardSize());
    header.put("store", identity.store().word());
    header.put("settings", identity.settings());
    archive.addText("header", Json.line(header));
  }

  /** Writes a line a row: what is known of the crystal, then the points, named by their angles. */
  void writeCsv(Path file) {
    AtomicFile.write(
        file,
        temporary -> {
          try (Writer writer = Files.newBufferedWriter(temporary, StandardCharsets.UTF_8);
              CSVPrinter csv = new CSVPrinter(writer, CSV)) {
            printNames(csv);
            forEachRow((row, values, from) -> printRow(csv, row, values, from));
          }
        });
  }

  private void printNames(CSVPrinter csv) throws IOException {
    for (String name :
        List.of("index", "space_group", "label", "crystallite_size", "volume", "density_factor")) {
      csv.print(name);
    }
    csv.print("asymmetric_unit_atoms");
    if (withSources) {
      csv.print("source_id");
    }
    for (int i = 0; i < grid.points(); i++) {
      csv.print(
          BigDecimal.valueOf(grid.twoTheta(i))
              .setScale(ANGLE_DECIMALS, RoundingMode.HALF_EVEN)
              .stripTrailingZeros()
              .toPlainString());
    }
    csv.println();
  }

  private void printRow(CSVPrinter csv, int row, float[] values, int from) throws IOException {
    ShardRow crystal = row(row);
    csv.print(shard.columns().index(row));
    csv.print(crystal.spaceGroup());
    csv.print(shard.columns().label(row));
    csv.print(crystal.crystalliteSizeNm());
    csv.print(crystal.volume());
    csv.print(crystal.densityFactor());
    csv.print(crystal.asymmetricUnitAtoms());
    if (withSources) {
      csv.print(crystal.sourceId().orElseThrow());
    }
    for (int i = 0; i < grid.points(); i++) {
      float value = values[from + i];
      csv.print(value == 0 ? "0" : value == 1 ? "1" : Float.toString(value));
    }
    csv.println();
  }

  private ShardRow row(int row) {
    return shard.columns().row(row);
  }

  private void forEachRow(RowTarget target) throws IOException {
    float[] block = new float[BLOCK_ROWS * grid.points()];
    for (int first = 0; first < shard.rows(); first += BLOCK_ROWS) {
      int rows = Math.min(BLOCK_ROWS, shard.rows() - first);
      shard.read(first, rows, block);
      for (int row = 0; row < rows; row++) {
        target.take(first + row, block, row * grid.points());
      }
    }
  }
}
