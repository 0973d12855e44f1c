package org.powdermill.hdf5.stream;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.powdermill.files.AtomicFile;
import org.powdermill.files.FailurePoint;
import org.powdermill.files.FileException;
import org.powdermill.files.PrintableLine;
import org.powdermill.files.Storage;

/**
 * Says that the shards of a folder are complete: {@code end.json}, format in docs/formats.md.
 *
 * @param format {@link #FORMAT}
 * @param version major.minor
 * @param firstIndex number of the first diffractogram, a multiple of the shard size
 * @param count number of diffractograms; the last shard may hold more
 * @param shardSize diffractograms in each shard but the last
 */
public record EndMarker(String format, String version, long firstIndex, long count, int shardSize) {

  /** Name of the file. */
  public static final String FILE = "end.json";

  /** Value of {@code format}. */
  public static final String FORMAT = "powdermill-end";

  /** Of this program's version. */
  public EndMarker(long firstIndex, long count, int shardSize) {
    this(FORMAT, StreamJson.VERSION, firstIndex, count, shardSize);
  }

  /** Number of the diffractogram after the last. */
  public long endIndex() {
    return firstIndex + count;
  }

  /** Whether a shard belongs to what is complete. */
  public boolean covers(long shardNumber) {
    long first = shardNumber * shardSize;
    return first >= firstIndex && first < endIndex();
  }

  /** Both together, where they touch or overlap. */
  public Optional<EndMarker> union(EndMarker other) {
    if (shardSize != other.shardSize
        || firstIndex > other.endIndex()
        || other.firstIndex > endIndex()) {
      return Optional.empty();
    }
    long first = Math.min(firstIndex, other.firstIndex);
    long end = Math.max(endIndex(), other.endIndex());
    return Optional.of(new EndMarker(first, end - first, shardSize));
  }

  /**
   * Writes the marker into a folder.
   *
   * @throws FileException if that fails
   */
  public void write(Storage storage, Path folder) {
    FailurePoint.END_BEFORE.passed();
    AtomicFile.write(
        storage,
        folder.resolve(FILE),
        temporary -> storage.create(temporary, StreamJson.bytes(this)));
    FailurePoint.END_AFTER.passed();
  }

  /**
   * Reads the marker of a folder.
   *
   * @return empty if there is none
   * @throws FileException if it cannot be read or is none
   */
  public static Optional<EndMarker> read(Path folder) {
    return read(Storage.disk(), folder);
  }

  /**
   * Reads the marker of a folder.
   *
   * @return empty if there is none
   * @throws FileException if it cannot be read or is none
   */
  public static Optional<EndMarker> read(Storage storage, Path folder) {
    Path file = folder.resolve(FILE);
    try {
      EndMarker marker =
          StreamJson.parse(file, storage.read(file, StreamAccess.MAX_BYTES), EndMarker.class);
      marker.check(file);
      return Optional.of(marker);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new FileException("cannot read %s: %s".formatted(file, AtomicFile.reason(e)), e);
    } catch (StreamException e) {
      throw new FileException(
          "%s is no end marker: remove it and run generate again".formatted(file), e);
    }
  }

  private void check(Path file) {
    if (!FORMAT.equals(format) || version == null || !version.startsWith("1.")) {
      throw new FileException(
          "%s is no end marker of version 1: format %s, version %s"
              .formatted(
                  file,
                  PrintableLine.message(String.valueOf(format)),
                  PrintableLine.message(String.valueOf(version))));
    }
    if (firstIndex < 0 || count < 1 || shardSize < 1 || firstIndex % shardSize != 0) {
      throw new FileException(
          "%s: first index %d, count %d, shard size %d do not go together: remove it and run"
                  .formatted(file, firstIndex, count, shardSize)
              + " generate again");
    }
  }
}
