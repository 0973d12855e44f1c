package org.powdermill.hdf5.stream;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.powdermill.files.AtomicFile;
import org.powdermill.files.FailurePoint;
import org.powdermill.files.FileException;
import org.powdermill.files.MonotonicClock;
import org.powdermill.files.Storage;
import org.powdermill.hdf5.ShardIdentity;

/**
 * A stream as one process sees it: its folder, the way to its files, and the clock to wait by.
 * Every method throws {@link FileException} where a file cannot be read or written, and {@link
 * StreamException} where it cannot be trusted. Safe for concurrent use.
 *
 * @param folder names of the files
 * @param storage the way to them
 * @param clock to wait by
 */
public record StreamAccess(StreamFolder folder, Storage storage, MonotonicClock clock) {

  /** No JSON file of a stream is longer. */
  static final int MAX_BYTES = 1 << 20;

  /** A stream in a folder of this machine's file system, patient with faults that pass. */
  public static StreamAccess of(Path folder) {
    MonotonicClock clock = MonotonicClock.system();
    return new StreamAccess(new StreamFolder(folder), Storage.disk().patient(clock), clock);
  }

  /**
   * The same for an owner: what it does to shards, markers and states fails with {@link
   * OwnershipLostException} as soon as there is a later owner of its side.
   */
  public StreamAccess ownedBy(StreamSide<?> side, long epoch) {
    return new StreamAccess(folder, new OwnedStorage(this, side, epoch), clock);
  }

  /** Of which run the shards are; empty before the first producer. */
  public Optional<ShardIdentity> identity() {
    return description().map(StreamDescription::identity);
  }

  /** Number of the stream's first diffractogram; empty before the first producer. */
  public Optional<Long> firstIndex() {
    return description().map(StreamDescription::firstIndex);
  }

  private Optional<StreamDescription> description() {
    Path file = folder.description();
    return read(file).map(bytes -> StreamDescription.parse(file, bytes));
  }

  /** Writes of which run the shards are. */
  public void describe(ShardIdentity identity, long firstIndex) {
    FailurePoint.DESCRIPTION_BEFORE.passed();
    write(folder.description(), StreamJson.bytes(StreamDescription.of(identity, firstIndex)));
    FailurePoint.DESCRIPTION_AFTER.passed();
  }

  /**
   * Epoch of the last owner of a side.
   *
   * @param known one that is known to exist, or 0
   * @return 0 if there is none
   */
  public long latestEpoch(StreamSide<?> side, long known) {
    long epoch = known;
    while (exists(folder.owner(side, epoch + 1))) {
      epoch++;
    }
    return epoch;
  }

  /** What an owner last said of itself; empty before it said anything. */
  public <S> Optional<OwnerState<S>> state(StreamSide<S> side, long epoch) {
    Path file = folder.state(side, epoch);
    return read(file).map(bytes -> StreamJson.parse(file, bytes, side));
  }

  /** How an owner left; empty if it did not say. */
  public Optional<OwnerOutcome> outcome(StreamSide<?> side, long epoch) {
    Path file = folder.outcome(side, epoch);
    return read(file).map(bytes -> StreamJson.parse(file, bytes, OwnerOutcome.class));
  }

  /** The end marker, if all shards are made. */
  public Optional<EndMarker> end() {
    return EndMarker.read(storage, folder.root());
  }

  /** Writes the end marker. */
  public void writeEnd(EndMarker marker) {
    marker.write(storage, folder.root());
  }

  /** Takes the end marker away. */
  public void withdrawEnd() {
    delete(folder.root().resolve(EndMarker.FILE));
  }

  /** Whether a file or folder is there. */
  public boolean exists(Path file) {
    try {
      return storage.exists(file);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  /** Length of a file; empty if it is not there. */
  Optional<Long> size(Path file) {
    try {
      return Optional.of(storage.size(file));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private Optional<byte[]> read(Path file) {
    try {
      return Optional.of(storage.read(file, MAX_BYTES));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  /** Writes a small file, whole or not at all. */
  public void write(Path file, byte[] content) {
    AtomicFile.write(storage, file, temporary -> storage.create(temporary, content));
  }

  /** Writes at the end of a small file. */
  public void append(Path file, byte[] content) {
    try {
      storage.append(file, content);
    } catch (IOException e) {
      throw new FileException("cannot write %s: %s".formatted(file, AtomicFile.reason(e)), e);
    }
  }

  /**
   * Gives a file another name, in a folder that is made if need be.
   *
   * @return whether it was there
   */
  boolean move(Path from, Path to) {
    try {
      storage.rename(from, to);
      return true;
    } catch (NoSuchFileException e) {
      return exists(from) && moveIntoNewFolder(from, to);
    } catch (IOException e) {
      throw unmoved(from, to, e);
    }
  }

  private boolean moveIntoNewFolder(Path from, Path to) {
    createFolders(to.getParent());
    try {
      storage.rename(from, to);
      return true;
    } catch (NoSuchFileException e) {
      return false;
    } catch (IOException e) {
      throw unmoved(from, to, e);
    }
  }

  private static FileException unmoved(Path from, Path to, IOException e) {
    return new FileException(
        "cannot rename %s to %s: %s".formatted(from, to, AtomicFile.reason(e)), e);
  }

  /** Deletes a file where it exists. */
  public void delete(Path file) {
    try {
      storage.delete(file);
    } catch (IOException e) {
      throw new FileException("cannot delete %s: %s".formatted(file, AtomicFile.reason(e)), e);
    }
  }

  /** Makes a folder, with those above it, where it is missing. */
  public void createFolders(Path path) {
    try {
      storage.createFolders(path);
    } catch (IOException e) {
      throw new FileException(
          "cannot make the folder %s: %s".formatted(path, AtomicFile.reason(e)), e);
    }
  }

  /**
   * Makes a folder that holds one small file, both in one step; tells whether this call made it.
   *
   * @param file in the folder
   */
  boolean claim(Path path, Path file, byte[] content) {
    Path prepared = AtomicFile.temporary(path);
    boolean claimed = false;
    try {
      storage.createFolders(prepared);
      storage.create(prepared.resolve(file.getFileName()), content);
      FailurePoint.OWNER_BEFORE_RENAME.passed();
      claimed = storage.claimFolder(prepared, path);
      return claimed;
    } catch (IOException e) {
      if (exists(path)) {
        return false; // whoever was first has tidied up
      }
      throw new FileException(
          "cannot make the folder %s: %s".formatted(path, AtomicFile.reason(e)), e);
    } finally {
      if (!claimed) {
        AtomicFile.delete(prepared.resolve(file.getFileName()));
        AtomicFile.delete(prepared);
      }
    }
  }

  /** Deletes what those who were killed had not finished in a folder. */
  public void deleteUnfinished(Path path) {
    for (Path file : list(path)) {
      if (AtomicFile.isTemporary(file)) {
        delete(file);
      }
    }
  }

  /** What a folder holds; nothing where it does not exist. */
  public List<Path> list(Path path) {
    try {
      return storage.list(path);
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      throw unreadable(path, e);
    }
  }

  private static FileException unreadable(Path file, IOException e) {
    return new FileException("cannot read %s: %s".formatted(file, AtomicFile.reason(e)), e);
  }
}
