package org.powdermill.trainer.training;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.powdermill.files.AtomicFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps two processes on one machine from training in one folder. On several machines the owners of
 * a stream do that; not every file system has locks between nodes.
 */
final class RunLock implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RunLock.class);

  private final Path run;
  private final FileChannel channel;

  private RunLock(Path run, FileChannel channel) {
    this.run = run;
    this.channel = channel;
  }

  static RunLock of(Path run) {
    try {
      return new RunLock(
          run,
          FileChannel.open(
              run.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE));
    } catch (IOException e) {
      throw new TrainingException(
          "cannot write into %s: %s".formatted(run, AtomicFile.reason(e)), e);
    }
  }

  /**
   * Takes the lock, until this is closed or the process ends.
   *
   * @throws TrainingException if another process has it
   */
  void hold() {
    try {
      FileLock lock = channel.tryLock();
      if (lock == null) {
        throw held(null);
      }
    } catch (OverlappingFileLockException e) {
      throw held(e);
    } catch (IOException e) {
      LOG.warn("{} cannot be locked ({}): see that nobody else trains there", run, e.getMessage());
    }
  }

  private TrainingException held(Exception cause) {
    return new TrainingException(
        "another process trains in %s: wait for its end, or name another --out".formatted(run),
        cause);
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      LOG.warn("cannot close the lock of {}: {}", run, e.getMessage());
    }
  }
}
