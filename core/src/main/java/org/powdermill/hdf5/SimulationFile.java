package org.powdermill.hdf5;

import ch.systemsx.cisd.base.mdarray.MDFloatArray;
import ch.systemsx.cisd.base.mdarray.MDIntArray;
import ch.systemsx.cisd.hdf5.HDF5FloatStorageFeatures;
import ch.systemsx.cisd.hdf5.IHDF5Writer;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.powdermill.diffraction.DiffractionSettings;
import org.powdermill.diffraction.Peak;
import org.powdermill.diffraction.PeakShape;
import org.powdermill.diffraction.PowderSimulation;
import org.powdermill.diffraction.TwoThetaGrid;
import org.powdermill.files.AtomicFile;
import org.powdermill.files.Build;

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

  private static final String ROOT = "/";

  /**
   * Writes the file.
   *
   * @throws org.powdermill.files.FileException if that fails; nothing is left then
   */
  public void write(Path file) {
    AtomicFile.write(file, Hdf5.writing(this::write));
  }

  private void write(IHDF5Writer writer) {
    writeDiffractogram(writer);
    writePeaks(writer, result.peaks());
    writer
        .float32()
        .writeArray("/crystallite_size", new float[] {(float) shape.crystalliteSizeNm()});
    if (spaceGroup.isPresent()) {
      writer.int16().writeArray("/space_group", new short[] {(short) spaceGroup.getAsInt()});
    }
    writer.string().setAttr(ROOT, "format", "powdermill-simulation");
    writer.string().setAttr(ROOT, "format_version", FORMAT_VERSION);
    writer.string().setAttr(ROOT, "writer_version", Build.current().toString());
    writer.string().setAttr(ROOT, "name", name);
    writeSettings(writer);
  }

  private void writeDiffractogram(IHDF5Writer writer) {
    float[] intensity = result.diffractogram().intensity();
    TwoThetaGrid grid = result.diffractogram().grid();
    double[] angles = new double[grid.points()];
    for (int i = 0; i < angles.length; i++) {
      angles[i] = grid.twoTheta(i);
    }
    writer
        .float32()
        .writeMDArray(
            "/diffractogram",
            new MDFloatArray(intensity, new int[] {1, intensity.length}),
            HDF5FloatStorageFeatures.FLOAT_CONTIGUOUS);
    writer.float64().writeArray("/two_theta", angles);
    writer.float64().setAttr(ROOT, "two_theta_min", grid.min());
    writer.float64().setAttr(ROOT, "two_theta_max", grid.max());
    writer.float64().setAttr(ROOT, "two_theta_step", grid.step());
  }

  private static void writePeaks(IHDF5Writer writer, List<Peak> peaks) {
    writer.int64().writeArray("/peak_offset", new long[] {0, peaks.size()});
    writer.float64().writeArray("/peak_two_theta", doubles(peaks, Peak::twoTheta));
    writer.float64().writeArray("/peak_intensity", doubles(peaks, Peak::intensity));
    writer.float64().writeArray("/peak_spacing", doubles(peaks, Peak::spacing));
    writer.int32().writeArray("/peak_multiplicity", integers(peaks, Peak::multiplicity));
    int[] indices = peaks.stream().flatMapToInt(p -> IntStream.of(p.h(), p.k(), p.l())).toArray();
    writer.int32().writeMDArray("/peak_hkl", new MDIntArray(indices, new int[] {peaks.size(), 3}));
  }

  private void writeSettings(IHDF5Writer writer) {
    writer.float64().setAttr(ROOT, "wavelength", settings.wavelength().angstrom());
    writer.string().setAttr(ROOT, "wavelength_name", settings.wavelength().name());
    writer.float64().setAttr(ROOT, "mixing", shape.mixing());
    writer.float64().setArrayAttr(ROOT, "caglioti", new double[] {shape.u(), shape.v(), shape.w()});
    writer.float64().setAttr(ROOT, "debye_waller", settings.overallB());
    writer.string().setAttr(ROOT, "debye_waller_by_element", byElement());
  }

  private String byElement() {
    return settings.elementB().entrySet().stream()
        .map(entry -> entry.getKey().symbol() + "=" + entry.getValue())
        .sorted()
        .collect(Collectors.joining(","));
  }

  private static double[] doubles(List<Peak> peaks, ToDoubleFunction<Peak> property) {
    return peaks.stream().mapToDouble(property).toArray();
  }

  private static int[] integers(List<Peak> peaks, ToIntFunction<Peak> property) {
    return peaks.stream().mapToInt(property).toArray();
  }
}
