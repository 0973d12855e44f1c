package org.powdermill.hdf5.stream;

import java.nio.file.Path;
import org.powdermill.files.FailurePoint;

/** Sets shards aside that cannot be trusted, for people to look at. */
public final class DamagedShards {

  private static final int MOST = 100;

  private final StreamAccess access;

  /** Of a stream, as its owner may change it. */
  public DamagedShards(StreamAccess access) {
    this.access = access;
  }

  /**
   * Sets a shard aside.
   *
   * @return its new name
   * @throws StreamException if there are too many already
   */
  public synchronized Path setAside(Path shard) {
    Path folder = access.folder().damaged();
    access.createFolders(folder);
    int there = access.list(folder).size();
    if (there >= MOST) {
      throw new StreamException(
          "%s holds %d damaged shards: check the disk, then remove them".formatted(folder, there));
    }
    int number = 1;
    Path aside = folder.resolve(shard.getFileName() + "." + number);
    while (access.exists(aside)) {
      number++;
      aside = folder.resolve(shard.getFileName() + "." + number);
    }
    FailurePoint.ASIDE_BEFORE.passed();
    access.move(shard, aside);
    FailurePoint.ASIDE_AFTER.passed();
    return aside;
  }
}
