package org.powdermill.tools;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.powdermill.diffraction.TwoThetaGrid;
import org.powdermill.hdf5.ShardReader;
import org.powdermill.hdf5.ShardRow;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The first rows of a shard. */
@Command(
    name = "head",
    customSynopsis = "powdermill shards head FILE [OPTION]...",
    description = "Show the first diffractograms of a shard and their crystals.",
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  powdermill shards head docs/examples/stream --rows 3",
      "  powdermill shards head docs/examples/stream --maxima 5 --json"
    })
final class ShardsHeadCommand implements Callable<Integer> {

  @Parameters(
      paramLabel = "FILE",
      arity = "1",
      description = "A shard, or a folder: its first shard.")
  private Path input;

  @Option(
      names = {"-n", "--rows"},
      paramLabel = "N",
      defaultValue = "10",
      converter = WholeNumbers.PositiveInt.class,
      description = "Rows to show; default ${DEFAULT-VALUE}.")
  private int rows = 10;

  @Option(
      names = "--maxima",
      paramLabel = "K",
      defaultValue = "0",
      converter = WholeNumbers.NotNegative.class,
      description = "Show the K highest maxima: angle, intensity.")
  private long maxima;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @SuppressWarnings("unused") // Picocli reads it
  @Mixin(name = "common")
  private CommonOptions common;

  @Spec private CommandSpec spec;

  /** A row, with as much as was asked for. */
  private record Row(
      long index,
      int spaceGroup,
      int label,
      Float crystalliteSize,
      Float volume,
      Float densityFactor,
      int asymmetricUnitAtoms,
      String sourceId,
      List<LocalMaxima.Maximum> maxima) {}

  @Override
  public Integer call() {
    Path file = ShardFiles.find(List.of(input)).get(0).path();
    try (ShardReader reader = ShardReader.open(file)) {
      List<Row> shown = new ArrayList<>();
      for (int row = 0; row < Math.min(rows, reader.rows()); row++) {
        shown.add(row(reader, row));
      }
      if (json) {
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("file", file.toString());
        summary.put("rows", reader.rows());
        summary.put("head", shown);
        spec.commandLine().getOut().println(Json.line(summary));
      } else {
        print(shown);
      }
    }
    return Powdermill.DONE;
  }

  private Row row(ShardReader reader, int row) {
    ShardRow values = reader.columns().row(row);
    List<LocalMaxima.Maximum> highest = List.of();
    if (maxima > 0) {
      TwoThetaGrid grid = reader.header().identity().grid();
      float[] diffractogram = new float[grid.points()];
      reader.read(row, 1, diffractogram);
      highest = LocalMaxima.highest(diffractogram, grid, maxima);
    }
    return new Row(
        reader.columns().index(row),
        values.spaceGroup(),
        reader.columns().label(row),
        known(values.crystalliteSizeNm()),
        known(values.volume()),
        known(values.densityFactor()),
        values.asymmetricUnitAtoms(),
        values.sourceId().orElse(null),
        highest);
  }

  /** Null where it is not known. */
  private static Float known(float value) {
    return Float.isNaN(value) ? null : value;
  }

  private void print(List<Row> shown) {
    boolean withSources = shown.get(0).sourceId() != null;
    List<List<String>> lines = new ArrayList<>();
    List<String> names =
        new ArrayList<>(List.of("index", "group", "label", "nm", "volume", "density", "atoms"));
    if (withSources) {
      names.add("source");
    }
    if (maxima > 0) {
      names.add("maxima");
    }
    lines.add(names);
    for (Row row : shown) {
      List<String> cells =
          new ArrayList<>(
              List.of(
                  Long.toString(row.index()),
                  Integer.toString(row.spaceGroup()),
                  Integer.toString(row.label()),
                  text(row.crystalliteSize()),
                  text(row.volume()),
                  text(row.densityFactor()),
                  Integer.toString(row.asymmetricUnitAtoms())));
      if (withSources) {
        cells.add(row.sourceId());
      }
      if (maxima > 0) {
        cells.add(String.join(" ", row.maxima().stream().map(Object::toString).toList()));
      }
      lines.add(cells);
    }
    spec.commandLine().getOut().print(TextTable.of(lines));
  }

  private static String text(Float value) {
    return value == null ? "?" : value.toString();
  }
}
