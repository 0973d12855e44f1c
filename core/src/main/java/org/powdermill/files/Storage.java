package org.powdermill.files;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The few things that streams and shards do with files, so that tests can give them the terms of a
 * parallel file system: names and sizes that come late, handles that go stale, slow renames.
 *
 * <p>HDF5 files are written and read by the native library, at the path itself; that they are
 * there, how long they are, and what they are called goes through here.
 */
public interface Storage {

  /** The file system of this machine. */
  static Storage disk() {
    return DiskStorage.INSTANCE;
  }

  /** The same where a fault that passes is tried again for a while: {@link RetryingStorage}. */
  default Storage patient(MonotonicClock clock) {
    return new RetryingStorage(this, clock);
  }

  /** Whether a file or folder is there. */
  boolean exists(Path file) throws IOException;

  /**
   * Length of a file that can be read.
   *
   * @throws java.nio.file.NoSuchFileException if it is not there
   */
  long size(Path file) throws IOException;

  /**
   * Reads a small file that is no symbolic link.
   *
   * @throws java.nio.file.NoSuchFileException if it is not there
   * @throws IOException if it is longer than the limit, or cannot be read
   */
  byte[] read(Path file, int limit) throws IOException;

  /** Writes a small file where none stands. */
  void create(Path file, byte[] content) throws IOException;

  /** Writes at the end of a small file, which need not exist. */
  void append(Path file, byte[] content) throws IOException;

  /** Gives a file another name in one step, replacing what has that name. */
  void rename(Path from, Path to) throws IOException;

  /** Deletes a file, or a folder that holds nothing, where it exists. */
  void delete(Path file) throws IOException;

  /** Makes a folder, with those above it, where it is missing. */
  void createFolders(Path folder) throws IOException;

  /**
   * Gives a folder that holds something a name that only one can get, in one step.
   *
   * @param prepared the folder, beside that name
   * @return whether it has the name now; else another folder has
   */
  boolean claimFolder(Path prepared, Path folder) throws IOException;

  /** What a folder holds, in no order. */
  List<Path> list(Path folder) throws IOException;
}
