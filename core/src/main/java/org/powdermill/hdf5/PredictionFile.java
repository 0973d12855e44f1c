package org.powdermill.hdf5;

import hdf.hdf5lib.exceptions.HDF5Exception;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.powdermill.files.AtomicFile;
import org.powdermill.files.Build;
import org.powdermill.files.FileException;
import org.powdermill.files.Storage;

/**
 * Predictions for a set as a file: sealed and checked like a shard. Format in docs/formats.md.
 *
 * @param set name of the set
 * @param model file name of the model
 * @param digests of what the predictions come from, by the names in {@link #DIGESTS}; those that
 *     are known
 * @param rows what the model says
 */
public record PredictionFile(
    String set, String model, SortedMap<String, String> digests, PredictionRows rows) {

  /** SHA-256 of the model's file. */
  public static final String MODEL_SHA256 = "model_sha256";

  /** SHA-256 of the set's file. */
  public static final String SET_SHA256 = "set_sha256";

  /** Digest of the statistics that the model's training data were drawn from. */
  public static final String STATISTICS_DIGEST = "statistics_digest";

  /** All of them. */
  public static final List<String> DIGESTS = List.of(MODEL_SHA256, SET_SHA256, STATISTICS_DIGEST);

  private static final String NAME = "powdermill-predictions";
  private static final String VERSION = "1.1";
  private static final String WHAT = "file of predictions";

  private static final String PREDICTED = "predicted_space_group";
  private static final String PROBABILITY = "probability";
  private static final String LOSS = "loss";

  private static final List<String> ATTRIBUTES =
      List.of("arrays", "attributes", "format", "format_version", "model", "set", "writer_version");

  /** Checks the names. */
  public PredictionFile {
    HeaderText.check("set", set);
    HeaderText.check("model", model);
    digests = Collections.unmodifiableSortedMap(new TreeMap<>(digests));
    if (!DIGESTS.containsAll(digests.keySet())) {
      throw new IllegalArgumentException("digests %s: want %s".formatted(digests, DIGESTS));
    }
    digests.forEach(HeaderText::check);
  }

  /**
   * Writes the file, replacing what stands there.
   *
   * @throws FileException if that fails; an older file stays as it was
   */
  public void write(Path file) {
    AtomicFile.write(
        file,
        temporary -> {
          try (Hdf5Container container = Hdf5Container.create(temporary)) {
            writeInto(container);
          } catch (HDF5Exception e) {
            Hdf5.requireSpace(temporary);
            throw new FileException("cannot write %s: %s".formatted(file, e.getMessage()), e);
          } catch (LinkageError e) {
            throw Hdf5.missing(e);
          }
        });
  }

  private void writeInto(Hdf5Container file) {
    ColumnWriter columns = new ColumnWriter(file, 0);
    columns.write(rows.columns);
    columns.write(rows.classes);
    columns.floats(LOSS, rows.loss);
    try (ArrayWriter writer = table(file, PREDICTED, ElementType.INT16)) {
      for (int row = 0; row < rows.rows(); row++) {
        ByteBuffer buffer = writer.nextRow();
        for (int rank = 0; rank < PredictionRows.KEPT; rank++) {
          buffer.putShort((short) rows.predicted(row, rank));
        }
      }
      writer.finish();
    }
    try (ArrayWriter writer = table(file, PROBABILITY, ElementType.FLOAT32)) {
      for (int row = 0; row < rows.rows(); row++) {
        ByteBuffer buffer = writer.nextRow();
        for (int rank = 0; rank < PredictionRows.KEPT; rank++) {
          buffer.putFloat(rows.probability(row, rank));
        }
      }
      writer.finish();
    }
    writeAttributes(file);
  }

  private ArrayWriter table(Hdf5Container file, String name, ElementType type) {
    int kept = PredictionRows.KEPT;
    ArrayWriter.Layout layout = ArrayWriter.Layout.of(rows.rows(), kept * type.bytes(), 0);
    return new ArrayWriter(file, name, type, rows.rows(), kept, layout);
  }

  private void writeAttributes(Hdf5Container file) {
    List<String> arrays = new ArrayList<>(ShardFormat.arrays(StoreKind.FLOAT32, rows.columns));
    arrays.remove(ShardFormat.DIFFRACTOGRAM);
    arrays.addAll(List.of(LOSS, PREDICTED, PROBABILITY));
    Collections.sort(arrays);
    Attributes.writeText(file.id(), "format", NAME);
    Attributes.writeText(file.id(), "format_version", VERSION);
    Attributes.writeText(file.id(), "writer_version", Build.current().toString());
    Attributes.writeText(file.id(), "set", set);
    Attributes.writeText(file.id(), "model", model);
    digests.forEach((name, value) -> Attributes.writeText(file.id(), name, value));
    List<String> attributes = new ArrayList<>(ATTRIBUTES);
    attributes.addAll(digests.keySet());
    Collections.sort(attributes);
    Attributes.writeText(file.id(), Attributes.ARRAYS, String.join(",", arrays));
    Attributes.writeText(file.id(), Attributes.ATTRIBUTES, String.join(",", attributes));
    Attributes.writeText(
        file.id(),
        Attributes.CHECKSUM,
        Attributes.seal(Attributes.ofRoot(file), Attributes.checksums(file, arrays)));
  }

  /**
   * Reads a file.
   *
   * @throws ShardException if it cannot be trusted
   * @throws FileException if there is no file, or it cannot be read
   */
  public static PredictionFile read(Path file) {
    long bytes;
    try {
      bytes = Storage.disk().size(file);
    } catch (IOException e) {
      throw new FileException("cannot read %s: %s".formatted(file, AtomicFile.reason(e)), e);
    }
    try (Hdf5Container container = Hdf5Container.open(file)) {
      return read(ShardHeader.check(file, container, bytes, NAME, WHAT));
    } catch (HDF5Exception e) {
      throw ShardException.damaged(
          file, "HDF5", "the library cannot read it: " + e.getMessage(), e);
    } catch (LinkageError e) {
      throw Hdf5.missing(e);
    }
  }

  private static PredictionFile read(SealedFile file) {
    ColumnReader reader = new ColumnReader(file);
    SpaceGroupClasses classes = reader.classes();
    ShardColumns columns = reader.columns(classes, ShardIdentity.MAX_SHARD_SIZE, 1);
    int kept = columns.rows() * PredictionRows.KEPT;
    short[] predicted = new short[kept];
    float[] probability = new float[kept];
    float[] loss = new float[columns.rows()];
    table(file, PREDICTED, ElementType.INT16, columns.rows()).asShortBuffer().get(predicted);
    table(file, PROBABILITY, ElementType.FLOAT32, columns.rows()).asFloatBuffer().get(probability);
    reader.floats(LOSS, loss);
    for (int i = 0; i < kept; i++) {
      boolean isClass =
          predicted[i] >= 1 && predicted[i] <= 230 && classes.label(predicted[i]) >= 0;
      if (!(isClass || (predicted[i] == 0 && i % PredictionRows.KEPT > 0))
          || !(probability[i] >= 0 && probability[i] <= 1.001f)) {
        throw file.damaged(
            "/" + PREDICTED,
            "row %d says space group %d with probability %s"
                .formatted(i / PredictionRows.KEPT, predicted[i], probability[i]));
      }
    }
    try {
      SortedMap<String, String> digests = new TreeMap<>();
      DIGESTS.stream()
          .filter(file.attributes()::has)
          .forEach(name -> digests.put(name, file.attributes().text(name)));
      return new PredictionFile(
          file.attributes().text("set"),
          file.attributes().text("model"),
          digests,
          new PredictionRows(classes, columns, predicted, probability, loss));
    } catch (IllegalArgumentException e) {
      throw ShardException.damaged(file.path(), "attributes", e.getMessage(), e);
    }
  }

  private static ByteBuffer table(SealedFile file, String name, ElementType type, int rows) {
    try (ArrayReader reader = ArrayReader.open(file, name, type, 2)) {
      if (reader.rows() != rows || reader.columns() != PredictionRows.KEPT) {
        throw reader.damaged(
            "is %d x %d, but want %d rows of %d"
                .formatted(reader.rows(), reader.columns(), rows, PredictionRows.KEPT));
      }
      return ByteBuffer.wrap(reader.readAll()).order(ByteOrder.LITTLE_ENDIAN);
    }
  }
}
