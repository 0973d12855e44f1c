package org.powdermill.hdf5;

import hdf.hdf5lib.exceptions.HDF5Exception;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.powdermill.diffraction.DiffractionSettings;
import org.powdermill.diffraction.Peak;
import org.powdermill.diffraction.PeakShape;
import org.powdermill.diffraction.PowderSimulation;
import org.powdermill.diffraction.TwoThetaGrid;
import org.powdermill.files.AtomicFile;
import org.powdermill.files.Build;
import org.powdermill.files.FileException;

/**
 * One simulated diffractogram as an HDF5 file, with the object names of a shard that holds one row.
 *
 * @param name what the crystal is called
 * @param spaceGroup number of the space group, where it is known
 * @param settings what the simulation depended on
 * @param shape shape of the peaks
 * @param result peaks and diffractogram
 */
public record SimulationFile(
    String name,
    OptionalInt spaceGroup,
    DiffractionSettings settings,
    PeakShape shape,
    PowderSimulation.Result result) {

  /** Version of the format, major.minor. */
  public static final String FORMAT_VERSION = "1.0";

  /**
   * Writes the file: the same content gives the same bytes.
   *
   * @throws FileException if that fails; nothing is left then
   */
  public void write(Path file) {
    AtomicFile.write(
        file,
        temporary -> {
          try (Hdf5Container container = Hdf5Container.create(temporary)) {
            writeArrays(container);
            writeAttributes(container);
          } catch (HDF5Exception e) {
            throw new FileException("cannot write %s: %s".formatted(file, e.getMessage()), e);
          } catch (LinkageError e) {
            throw Hdf5.missing(e);
          }
        });
  }

  private void writeArrays(Hdf5Container file) {
    float[] intensity = result.diffractogram().intensity();
    TwoThetaGrid grid = result.diffractogram().grid();
    List<Peak> peaks = result.peaks();
    int count = peaks.size();
    array(
        file,
        "diffractogram",
        ElementType.FLOAT32,
        1,
        intensity.length,
        (row, i) -> row.putFloat(intensity[i]));
    column(file, "two_theta", grid.points(), (row, i) -> row.putDouble(grid.twoTheta(i)));
    array(
        file, "peak_offset", ElementType.INT64, 2, 0, (row, i) -> row.putLong(i == 0 ? 0 : count));
    column(file, "peak_two_theta", count, (row, i) -> row.putDouble(peaks.get(i).twoTheta()));
    column(file, "peak_intensity", count, (row, i) -> row.putDouble(peaks.get(i).intensity()));
    column(file, "peak_spacing", count, (row, i) -> row.putDouble(peaks.get(i).spacing()));
    array(
        file,
        "peak_multiplicity",
        ElementType.INT32,
        count,
        0,
        (row, i) -> row.putInt(peaks.get(i).multiplicity()));
    array(file, "peak_hkl", ElementType.INT32, count, 3, (row, i) -> putIndex(row, peaks, i));
    float size = (float) shape.crystalliteSizeNm();
    array(file, "crystallite_size", ElementType.FLOAT32, 1, 0, (row, i) -> row.putFloat(size));
    if (spaceGroup.isPresent()) {
      short group = (short) spaceGroup.getAsInt();
      array(file, "space_group", ElementType.INT16, 1, 0, (row, i) -> row.putShort(group));
    }
  }

  /** Puts one element, by its number in the array. */
  @FunctionalInterface
  private interface Cell {
    void put(ByteBuffer row, int i);
  }

  private static void putIndex(ByteBuffer row, List<Peak> peaks, int i) {
    Peak peak = peaks.get(i / 3);
    row.putInt(
        switch (i % 3) {
          case 0 -> peak.h();
          case 1 -> peak.k();
          default -> peak.l();
        });
  }

  private static void column(Hdf5Container file, String name, int rows, Cell cell) {
    array(file, name, ElementType.FLOAT64, rows, 0, cell);
  }

  private static void array(
      Hdf5Container file, String name, ElementType type, int rows, int columns, Cell cell) {
    int width = Math.max(1, columns);
    ArrayWriter.Layout layout = ArrayWriter.Layout.of(rows, width * type.bytes(), 0);
    try (ArrayWriter writer = new ArrayWriter(file, name, type, rows, columns, layout)) {
      for (int row = 0; row < rows; row++) {
        ByteBuffer buffer = writer.nextRow();
        for (int column = 0; column < width; column++) {
          cell.put(buffer, row * width + column);
        }
      }
      writer.finish();
    }
  }

  private void writeAttributes(Hdf5Container file) {
    TwoThetaGrid grid = result.diffractogram().grid();
    text(file, "format", "powdermill-simulation");
    text(file, "format_version", FORMAT_VERSION);
    text(file, "writer_version", Build.current().toString());
    text(file, "name", name);
    Attributes.writeDoubles(file, "two_theta_min", grid.min());
    Attributes.writeDoubles(file, "two_theta_max", grid.max());
    Attributes.writeDoubles(file, "two_theta_step", grid.step());
    Attributes.writeDoubles(file, "wavelength", settings.wavelength().angstrom());
    text(file, "wavelength_name", settings.wavelength().name());
    Attributes.writeDoubles(file, "mixing", shape.mixing());
    Attributes.writeDoubles(file, "caglioti", shape.u(), shape.v(), shape.w());
    Attributes.writeDoubles(file, "debye_waller", settings.overallB());
    text(file, "debye_waller_by_element", byElement());
  }

  /** A text of HDF5 has at least one byte: an empty one is a NUL. */
  private static void text(Hdf5Container file, String name, String value) {
    Attributes.writeText(file.id(), name, value.isEmpty() ? "\0" : value);
  }

  private String byElement() {
    return settings.elementB().entrySet().stream()
        .map(entry -> entry.getKey().symbol() + "=" + entry.getValue())
        .sorted()
        .collect(Collectors.joining(","));
  }
}
