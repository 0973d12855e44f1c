package org.powdermill.hdf5;

import hdf.hdf5lib.exceptions.HDF5Exception;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.powdermill.files.AtomicFile;
import org.powdermill.files.FileException;
import org.powdermill.files.Storage;

/**
 * Reads a shard, which it does not trust.
 *
 * <p>Opening checks version, attributes, columns, shapes and sizes, each before memory is taken for
 * it. The diffractograms' checksum needs all of them: {@link #verify} reads through them, {@link
 * #readAll} checks on the way. Values are checked whenever they are read. Every fault is a {@link
 * ShardException} that names file, object and remedy. A reader serves one thread at a time.
 */
public final class ShardReader implements AutoCloseable {

  private final Path path;
  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private final ShardHeader header;
  private final ShardColumns columns;
  private final RowReader rows;

  private ShardReader(Path path, long fileBytes) {
    this.path = path;
    boolean complete = false;
    try {
      Hdf5Container file = keep(Hdf5Container.open(path));
      SealedFile sealed = ShardHeader.check(path, file, fileBytes);
      ColumnReader columnReader = new ColumnReader(sealed);
      this.header = ShardHeader.read(sealed, columnReader.classes());
      this.columns = columnReader.columns(header.identity());
      this.rows = rowReader(sealed);
      complete = true;
    } finally {
      if (!complete) {
        closeAll();
      }
    }
  }

  /**
   * Opens a shard.
   *
   * @throws ShardException if it cannot be trusted
   * @throws FileException if there is no file, or it cannot be read
   */
  public static ShardReader open(Path file) {
    return open(Storage.disk(), file);
  }

  /**
   * Opens a shard on a storage, which tells its length.
   *
   * @throws ShardException if it cannot be trusted
   * @throws FileException if there is no file, or it cannot be read
   */
  public static ShardReader open(Storage storage, Path file) {
    long bytes;
    try {
      bytes = storage.size(file);
    } catch (IOException e) {
      throw new FileException("cannot read %s: %s".formatted(file, AtomicFile.reason(e)), e);
    }
    return checked(file, () -> new ShardReader(file, bytes));
  }

  /**
   * Opens a shard of a run.
   *
   * @param shardNumber which one it must be
   * @throws ShardException if it cannot be trusted, is of another run, or another one of this run
   * @throws FileException if there is no file, or it cannot be read
   */
  public static ShardReader open(Path file, ShardIdentity expected, long shardNumber) {
    return open(Storage.disk(), file, expected, shardNumber);
  }

  /**
   * Opens a shard of a run on a storage, which tells its length.
   *
   * @param shardNumber which one it must be
   * @throws ShardException if it cannot be trusted, is of another run, or another one of this run
   * @throws FileException if there is no file, or it cannot be read
   */
  public static ShardReader open(
      Storage storage, Path file, ShardIdentity expected, long shardNumber) {
    ShardReader reader = open(storage, file);
    try {
      reader.require(expected, shardNumber);
      return reader;
    } catch (RuntimeException e) {
      reader.close();
      throw e;
    }
  }

  private void require(ShardIdentity expected, long shardNumber) {
    List<String> differences = header.identity().differencesFrom(expected);
    if (!differences.isEmpty()) {
      throw ShardException.of(
          path,
          "attributes",
          "made by another run: " + String.join(", ", differences),
          "choose another folder, or the settings of that run");
    }
    long first = Math.multiplyExact(shardNumber, (long) expected.shardSize());
    if (columns.index(0) != first) {
      throw ShardException.of(
          path,
          "/" + ShardFormat.INDEX,
          "begins at %d, but shard %d begins at %d".formatted(columns.index(0), shardNumber, first),
          "remove the file and make it again");
    }
  }

  private RowReader rowReader(SealedFile file) {
    ShardIdentity identity = header.identity();
    if (identity.store() == StoreKind.PEAKS) {
      return new PeakReader(
          array(file, ShardFormat.PEAK_OFFSET, ElementType.INT64, 1),
          array(file, ShardFormat.PEAK_TWO_THETA, ElementType.FLOAT64, 1),
          array(file, ShardFormat.PEAK_INTENSITY, ElementType.FLOAT64, 1),
          identity,
          columns);
    }
    boolean half = identity.store() == StoreKind.FLOAT16;
    ElementType type = half ? ElementType.FLOAT16 : ElementType.FLOAT32;
    ArrayReader array = array(file, ShardFormat.DIFFRACTOGRAM, type, 2);
    if (array.rows() != columns.rows() || array.columns() != identity.grid().points()) {
      throw array.damaged(
          "is %d x %d, but want %d rows of %d points"
              .formatted(array.rows(), array.columns(), columns.rows(), identity.grid().points()));
    }
    return new DiffractogramReader(array, half);
  }

  private ArrayReader array(SealedFile file, String name, ElementType type, int rank) {
    return keep(ArrayReader.open(file, name, type, rank));
  }

  /** What the shard says of itself. */
  public ShardHeader header() {
    return header;
  }

  /** What it holds beside the diffractograms. */
  public ShardColumns columns() {
    return columns;
  }

  /** Number of diffractograms. */
  public int rows() {
    return columns.rows();
  }

  /**
   * Reads diffractograms.
   *
   * @param target overwritten from its beginning, [count][points]
   * @throws ShardException if one is none; the checksum of all is not looked at
   */
  public void read(int firstRow, int count, float[] target) {
    Objects.checkFromIndexSize(firstRow, count, rows());
    Objects.checkFromIndexSize(0L, (long) count * points(), target.length);
    checked(
        path,
        () -> {
          rows.read(firstRow, count, target, 0);
          return target;
        });
  }

  /**
   * Reads all diffractograms, [n][points], with their checksum.
   *
   * @throws ShardException if they are not as written
   * @throws FileException if they are more than one array can hold
   */
  public float[] readAll() {
    if ((long) rows() * points() > Integer.MAX_VALUE - 8) {
      throw new FileException(
          "%s holds %d diffractograms of %d points, too many at once: read it by rows"
              .formatted(path, rows(), points()));
    }
    float[] target = new float[rows() * points()];
    readAll(target);
    return target;
  }

  /**
   * Reads all diffractograms with their checksum into memory that can be used again: a third faster
   * than new memory.
   *
   * @param target overwritten from its beginning, [n][points]
   * @throws ShardException if they are not as written
   */
  public void readAll(float[] target) {
    Objects.checkFromIndexSize(0L, (long) rows() * points(), target.length);
    checked(
        path,
        () -> {
          rows.readAll(target);
          return target;
        });
  }

  /**
   * Reads through all diffractograms in blocks and checks them.
   *
   * @throws ShardException if they are not as written
   */
  public void verify() {
    checked(
        path,
        () -> {
          rows.readAll(new float[0]);
          return this;
        });
  }

  private int points() {
    return header.identity().grid().points();
  }

  private static <T> T checked(Path path, Supplier<T> reading) {
    try {
      return reading.get();
    } catch (HDF5Exception e) {
      throw ShardException.damaged(
          path, "HDF5", "the library cannot read it: " + e.getMessage(), e);
    } catch (LinkageError e) {
      throw Hdf5.missing(e);
    }
  }

  private <T extends AutoCloseable> T keep(T resource) {
    open.push(resource);
    return resource;
  }

  private void closeAll() {
    while (!open.isEmpty()) {
      try {
        open.pop().close();
      } catch (Exception e) {
        throw new IllegalStateException("cannot close " + path, e);
      }
    }
  }

  @Override
  public void close() {
    closeAll();
  }
}
