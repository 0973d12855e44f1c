package org.powdermill.hdf5;

import hdf.hdf5lib.exceptions.HDF5Exception;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.powdermill.files.AtomicFile;
import org.powdermill.files.FailurePoint;
import org.powdermill.files.FileException;
import org.powdermill.files.Storage;

/**
 * Writes a shard: row after row through a buffer of about a mebibyte, whatever its length, under a
 * temporary name that becomes the file's when it is whole.
 *
 * <pre>{@code
 * ShardWriter.write(file, identity, firstIndex, rows, ShardWriter.Options.DEFAULT, writer -> {
 *   writer.append(row, diffractogram);
 *   ...
 * });
 * }</pre>
 *
 * <p>The same rows give the same bytes of file.
 */
public final class ShardWriter {

  /**
   * How the file is written; none of it changes a number in it.
   *
   * @param deflate level of lossless compression, 0 (none) to 9: level 1 makes float32 about 1.6
   *     times smaller and 20 times slower to write
   * @param durable whether the file is forced onto the disk before it takes its name. A stream does
   *     without: what a power cut spoils, the checksum shows, and it is made again
   */
  public record Options(int deflate, boolean durable) {

    /** Neither compressed nor forced. */
    public static final Options DEFAULT = new Options(0, false);

    /** Checks the level. */
    public Options {
      if (deflate < 0 || deflate > 9) {
        throw new IllegalArgumentException("deflate level %d: want 0 to 9".formatted(deflate));
      }
    }
  }

  /** Where the rows come from. */
  @FunctionalInterface
  public interface Rows {

    /** Appends every row of the shard. */
    void appendTo(ShardWriter writer) throws IOException;
  }

  private final ShardIdentity identity;
  private final long firstIndex;
  private final ShardColumns columns;
  private final String[] sourceIds;
  private final Optional<PeakWriter> peaks;
  private final Optional<DiffractogramWriter> points;
  private int written;

  private ShardWriter(
      Hdf5Container file, ShardIdentity identity, long firstIndex, int rows, int deflate) {
    this.identity = identity;
    this.firstIndex = firstIndex;
    this.columns = new ShardColumns(rows);
    this.sourceIds = new String[rows];
    boolean ragged = identity.store() == StoreKind.PEAKS;
    this.peaks =
        ragged
            ? Optional.of(new PeakWriter(file, rows, identity.grid(), deflate))
            : Optional.empty();
    this.points =
        ragged
            ? Optional.empty()
            : Optional.of(
                new DiffractogramWriter(
                    file,
                    rows,
                    identity.grid().points(),
                    identity.store() == StoreKind.FLOAT16,
                    deflate));
  }

  /**
   * Writes a shard, replacing what stands there.
   *
   * @param firstIndex number of the first diffractogram in its run, a multiple of the shard size
   * @param rows number of diffractograms, at most the shard size
   * @throws FileException if that fails; nothing is left then, and an older file stays as it was
   * @throws IllegalArgumentException if a row holds what no shard may hold
   * @throws IllegalStateException if there are more or fewer rows than announced
   */
  public static void write(
      Path file, ShardIdentity identity, long firstIndex, int rows, Options options, Rows source) {
    write(Storage.disk(), file, identity, firstIndex, rows, options, source);
  }

  /**
   * Writes a shard on a storage, which gives it its name; else as {@link #write(Path,
   * ShardIdentity, long, int, Options, Rows)}.
   */
  public static void write(
      Storage storage,
      Path file,
      ShardIdentity identity,
      long firstIndex,
      int rows,
      Options options,
      Rows source) {
    if (rows < 1 || rows > identity.shardSize()) {
      throw new IllegalArgumentException(
          "%d rows in a shard of %d".formatted(rows, identity.shardSize()));
    }
    if (firstIndex < 0 || firstIndex % identity.shardSize() != 0) {
      throw new IllegalArgumentException(
          "first index %d is no multiple of the shard size %d"
              .formatted(firstIndex, identity.shardSize()));
    }
    FailurePoint.SHARD_BEFORE_WRITE.passed();
    AtomicFile.write(
        storage,
        file,
        temporary -> {
          try {
            writeContainer(temporary, identity, firstIndex, rows, options, source);
          } catch (HDF5Exception e) {
            Hdf5.requireSpace(temporary, (long) rows * identity.grid().points() * Float.BYTES);
            throw new FileException("cannot write %s: %s".formatted(file, e.getMessage()), e);
          } catch (LinkageError e) {
            throw Hdf5.missing(e);
          }
          if (options.durable()) {
            force(temporary);
          }
          FailurePoint.SHARD_BEFORE_RENAME.passed();
        });
    FailurePoint.SHARD_AFTER_RENAME.passed();
  }

  private static void writeContainer(
      Path temporary,
      ShardIdentity identity,
      long firstIndex,
      int rows,
      Options options,
      Rows source)
      throws IOException {
    try (Hdf5Container file = Hdf5Container.create(temporary)) {
      ShardWriter writer = new ShardWriter(file, identity, firstIndex, rows, options.deflate());
      try {
        source.appendTo(writer);
        writer.finish(file, options.deflate());
      } finally {
        writer.close();
      }
    }
  }

  private static void force(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  /**
   * Appends a row to a shard that keeps points.
   *
   * @param diffractogram intensities in [0, 1], maximum 1, [points]
   * @throws IllegalArgumentException if they are none
   */
  public void append(ShardRow row, float[] diffractogram) {
    checkRoom();
    points
        .orElseThrow(() -> new IllegalStateException("this shard keeps peaks, not points"))
        .append(diffractogram);
    add(row);
  }

  /**
   * Appends a row to a shard that keeps peaks.
   *
   * @param twoTheta angles 2theta inside the range, degrees, ascending
   * @param intensity intensities, the largest 1
   * @param count number of peaks; the arrays may be longer
   * @throws IllegalArgumentException if they are none, or the row has no crystallite size
   */
  public void append(ShardRow row, double[] twoTheta, double[] intensity, int count) {
    checkRoom();
    PeakWriter writer =
        peaks.orElseThrow(() -> new IllegalStateException("this shard keeps points, not peaks"));
    if (Float.isNaN(row.crystalliteSizeNm())) {
      throw new IllegalArgumentException("peaks are kept with their crystallite size");
    }
    writer.append(twoTheta, intensity, count);
    add(row);
  }

  private void checkRoom() {
    if (written == columns.rows()) {
      throw new IllegalStateException("more rows than the %d announced".formatted(written));
    }
  }

  private void add(ShardRow row) {
    int label = identity.classes().label(row.spaceGroup());
    columns.set(written, firstIndex + written, label, row);
    sourceIds[written] = row.sourceId().orElse(null);
    written++;
  }

  private void finish(Hdf5Container file, int deflate) {
    if (written < columns.rows()) {
      throw new IllegalStateException("%d rows of %d".formatted(written, columns.rows()));
    }
    points.ifPresent(DiffractogramWriter::finish);
    peaks.ifPresent(PeakWriter::finish);
    addSourceIds();
    ColumnWriter columnWriter = new ColumnWriter(file, deflate);
    columnWriter.write(columns);
    columnWriter.write(identity.classes());
    ShardHeader.of(identity).write(file, ShardFormat.arrays(identity.store(), columns));
  }

  private void addSourceIds() {
    int found = 0;
    for (String id : sourceIds) {
      found += id == null ? 0 : 1;
    }
    if (found == sourceIds.length) {
      columns.sourceId = sourceIds;
    } else if (found > 0) {
      throw new IllegalStateException(
          "%d of %d rows have a source id: want all or none".formatted(found, sourceIds.length));
    }
  }

  private void close() {
    points.ifPresent(DiffractogramWriter::close);
    peaks.ifPresent(PeakWriter::close);
  }
}
