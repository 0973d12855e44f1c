package org.powdermill.tools;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.powdermill.files.AtomicFile;
import org.powdermill.files.FileException;
import org.powdermill.hdf5.ShardIdentity;
import org.powdermill.hdf5.ShardReader;

/**
 * A shard in a line.
 *
 * @param file where it lies
 * @param shard its number
 * @param firstIndex number of its first diffractogram
 * @param lastIndex number of its last
 * @param rows number of diffractograms
 * @param store how they are kept
 * @param bytes length of the file
 * @param seed of its run
 * @param statisticsDigest of its run
 */
record ShardSummary(
    String file,
    long shard,
    long firstIndex,
    long lastIndex,
    int rows,
    String store,
    long bytes,
    long seed,
    String statisticsDigest) {

  static ShardSummary of(Path file, ShardReader reader) {
    ShardIdentity identity = reader.header().identity();
    int rows = reader.rows();
    long first = reader.columns().index(0);
    return new ShardSummary(
        file.toString(),
        first / identity.shardSize(),
        first,
        first + rows - 1,
        rows,
        identity.store().word(),
        bytes(file),
        identity.seed(),
        identity.statisticsDigest());
  }

  private static long bytes(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new FileException("cannot read %s: %s".formatted(file, AtomicFile.reason(e)), e);
    }
  }
}
