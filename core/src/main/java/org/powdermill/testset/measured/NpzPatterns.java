package org.powdermill.testset.measured;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.powdermill.files.AtomicFile;
import org.powdermill.pattern.MeasuredPattern;
import org.powdermill.pattern.MeasurementException;
import org.powdermill.pattern.PlainText;
import org.powdermill.symmetry.SpaceGroup;

/** Patterns in an .npz file, a zip of NPY arrays; docs/test-sets.md. */
final class NpzPatterns implements MeasuredPatterns {

  private final NpyArray intensity;
  private final double[] twoTheta;
  private final double[] spaceGroups;
  private final Optional<NpyArray> minerals;
  private final Optional<NpyArray> ids;

  private NpzPatterns(Path path, ZipFile zip) throws IOException {
    this.intensity = require(zip, path, "intensity", 2);
    NpyArray angles = require(zip, path, "two_theta", 1);
    NpyArray groups = require(zip, path, "space_group", 1);
    if (angles.length(0) != intensity.length(1)) {
      throw new MeasurementException(
          "%s: two_theta has %d angles, intensity %d columns"
              .formatted(path, angles.length(0), intensity.length(1)));
    }
    this.twoTheta = angles.numbers(0, angles.length(0));
    requireRows(path, "space_group", groups);
    this.spaceGroups = groups.numbers(0, groups.length(0));
    for (int i = 0; i < spaceGroups.length; i++) {
      double group = spaceGroups[i];
      if (!(group >= 1 && group <= SpaceGroup.COUNT && group == Math.rint(group))) {
        throw new MeasurementException(
            "%s: space_group of row %d is %s: want 1 to 230".formatted(path, i, group));
      }
    }
    this.minerals = texts(zip, path, List.of("mineral", "mineral_inferred"));
    this.ids = texts(zip, path, List.of("id", "rruff_id", "rruff_id_inferred"));
  }

  static NpzPatterns open(Path path) {
    try (ZipFile zip = new ZipFile(path.toFile())) {
      return new NpzPatterns(path, zip);
    } catch (IOException e) {
      throw new MeasurementException(
          "cannot read %s as .npz: %s; name an .npz file or a folder of .xy or .csv files"
              .formatted(path, AtomicFile.reason(e)),
          e);
    }
  }

  private static NpyArray require(ZipFile zip, Path path, String name, int rank)
      throws IOException {
    NpyArray array =
        find(zip, path, name)
            .orElseThrow(
                () -> new MeasurementException("%s has no array %s".formatted(path, name)));
    if (array.rank() != rank) {
      throw new MeasurementException(
          "%s: %s has %d dimensions, want %d".formatted(path, name, array.rank(), rank));
    }
    return array;
  }

  private static Optional<NpyArray> find(ZipFile zip, Path path, String name) throws IOException {
    ZipEntry entry = zip.getEntry(name + ".npy");
    if (entry == null) {
      return Optional.empty();
    }
    try (InputStream stream = new BufferedInputStream(zip.getInputStream(entry), 1 << 16)) {
      return Optional.of(NpyArray.read(stream, "%s: %s".formatted(path, name)));
    }
  }

  private Optional<NpyArray> texts(ZipFile zip, Path path, List<String> names) throws IOException {
    for (String name : names) {
      Optional<NpyArray> array = find(zip, path, name);
      if (array.isPresent()) {
        if (array.get().rank() != 1) {
          throw new MeasurementException("%s: %s is no list".formatted(path, name));
        }
        requireRows(path, name, array.get());
        return array;
      }
    }
    return Optional.empty();
  }

  private void requireRows(Path path, String name, NpyArray array) {
    if (array.length(0) != intensity.length(0)) {
      throw new MeasurementException(
          "%s: %s has %d rows, intensity %d"
              .formatted(path, name, array.length(0), intensity.length(0)));
    }
  }

  @Override
  public int count() {
    return intensity.length(0);
  }

  @Override
  public Label label(int pattern) {
    String id = ids.map(array -> array.text(pattern)).orElse("");
    return new Label(
        PlainText.oneLine(id.isBlank() ? "row-" + pattern : id),
        PlainText.oneLine(minerals.map(array -> array.text(pattern)).orElse("")),
        (int) spaceGroups[pattern]);
  }

  @Override
  public MeasuredPattern read(int pattern) {
    return new MeasuredPattern(
        twoTheta.clone(), intensity.numbers((long) pattern * twoTheta.length, twoTheta.length));
  }
}
