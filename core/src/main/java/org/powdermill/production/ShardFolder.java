package org.powdermill.production;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.powdermill.files.AtomicFile;
import org.powdermill.files.FileException;
import org.powdermill.files.Storage;
import org.powdermill.hdf5.ShardException;
import org.powdermill.hdf5.ShardIdentity;
import org.powdermill.hdf5.ShardName;
import org.powdermill.hdf5.ShardReader;
import org.powdermill.hdf5.stream.EndMarker;

/**
 * A folder with the shards of one run, without a stream: what stands in it, and whether that can be
 * trusted.
 */
public final class ShardFolder implements ShardPlace {

  private static final Pattern SHARD = Pattern.compile("shard-\\d{8,}\\.h5");
  private static final String ASIDE = ".damaged";

  private final Storage storage;
  private final Path folder;
  private final ShardIdentity identity;

  /** A folder on a storage, which need not exist yet. */
  public ShardFolder(Storage storage, Path folder, ShardIdentity identity) {
    this.storage = storage;
    this.folder = folder;
    this.identity = identity;
  }

  /** Makes the folder where it is missing. */
  void create() {
    AtomicFile.createFolder(folder);
  }

  @Override
  public Storage storage() {
    return storage;
  }

  @Override
  public Path file(long shardNumber) {
    return folder.resolve(ShardName.of(shardNumber));
  }

  /**
   * Looks whether all readable shards are of this run; damaged ones are left to {@link #isWhole}.
   *
   * @throws ProductionException if one is not; the message tells what differs
   */
  void requireThisRun() {
    for (Path file : shards()) {
      List<String> differences;
      try (ShardReader reader = ShardReader.open(storage, file)) {
        differences = reader.header().identity().differencesFrom(identity);
      } catch (ShardException e) {
        continue;
      }
      if (!differences.isEmpty()) {
        throw new ProductionException(
            "%s holds shards of another run: %s (in %s); choose another folder, or the settings of that run"
                .formatted(folder, String.join(", ", differences), file.getFileName()));
      }
    }
  }

  private List<Path> shards() {
    try {
      return storage.list(folder).stream()
          .filter(file -> SHARD.matcher(file.getFileName().toString()).matches())
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new FileException("cannot read %s: %s".formatted(folder, AtomicFile.reason(e)), e);
    }
  }

  @Override
  public boolean isWhole(long shardNumber, int rows) {
    Path file = file(shardNumber);
    if (!exists(file)) {
      return false;
    }
    try (ShardReader reader = ShardReader.open(storage, file, identity, shardNumber)) {
      if (reader.rows() < rows) {
        return false;
      }
      reader.verify();
      return true;
    }
  }

  private boolean exists(Path file) {
    try {
      return storage.exists(file);
    } catch (IOException e) {
      throw new FileException("cannot read %s: %s".formatted(file, AtomicFile.reason(e)), e);
    }
  }

  @Override
  public Path setAside(long shardNumber) {
    Path file = file(shardNumber);
    Path aside = folder.resolve(file.getFileName() + ASIDE);
    for (int i = 2; exists(aside); i++) {
      aside = folder.resolve(file.getFileName() + ASIDE + "-" + i);
    }
    try {
      storage.rename(file, aside);
      return aside;
    } catch (IOException e) {
      throw new FileException(
          "cannot rename the damaged %s: %s".formatted(file, AtomicFile.reason(e)), e);
    }
  }

  /** What an earlier run completed; nothing where the marker is unreadable. */
  Optional<EndMarker> end() {
    try {
      return EndMarker.read(storage, folder);
    } catch (FileException e) {
      return Optional.empty();
    }
  }

  /** Takes the end marker away if it covers the shard. */
  @Override
  public synchronized void beforeMaking(long shardNumber) {
    if (end().filter(end -> end.covers(shardNumber)).isPresent()) {
      AtomicFile.delete(folder.resolve(EndMarker.FILE));
    }
  }

  /**
   * Writes the end marker: for these diffractograms, and for those of an earlier run in the same
   * folder that they follow, precede or overlap.
   */
  void writeEnd(long firstIndex, long count) {
    EndMarker mine = new EndMarker(firstIndex, count, identity.shardSize());
    end().filter(this::isThere).flatMap(mine::union).orElse(mine).write(storage, folder);
  }

  private boolean isThere(EndMarker end) {
    for (long index = end.firstIndex(); index < end.endIndex(); index += end.shardSize()) {
      if (!exists(file(index / end.shardSize()))) {
        return false;
      }
    }
    return true;
  }
}
