package org.powdermill.files;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tries again what a network file system refuses for a moment: a handle that went stale, a server
 * that fails over. After 30 s the fault is the caller's. Other faults (no such file, no permission,
 * disk full) are so at once.
 */
final class RetryingStorage implements Storage {

  private static final Logger LOG = LoggerFactory.getLogger(RetryingStorage.class);

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

  /** What EIO, ESTALE, ETIMEDOUT, EAGAIN, EINTR, EREMOTEIO and ESHUTDOWN are called. */
  private static final Set<String> PASSING =
      Set.of(
          "Input/output error",
          "Stale file handle",
          "Connection timed out",
          "Resource temporarily unavailable",
          "Interrupted system call",
          "Remote I/O error",
          "Cannot send after transport endpoint shutdown");

  private final Storage storage;
  private final MonotonicClock clock;

  RetryingStorage(Storage storage, MonotonicClock clock) {
    this.storage = storage;
    this.clock = clock;
  }

  /** What may be tried again. */
  @FunctionalInterface
  private interface Attempt<T> {

    /**
     * Does it.
     *
     * @param again whether it was tried before, and may have been done although a fault was told
     */
    T run(boolean again) throws IOException;
  }

  private <T> T patiently(Attempt<T> attempt) throws IOException {
    long start = clock.nanoTime();
    Duration pause = FIRST_PAUSE;
    boolean again = false;
    while (true) {
      try {
        return attempt.run(again);
      } catch (IOException e) {
        if (!passes(e) || clock.since(start).plus(pause).compareTo(PATIENCE) > 0) {
          throw e;
        }
        LOG.warn("tried again: {}", e.getMessage());
      }
      again = true;
      sleep(pause);
      pause = pause.multipliedBy(2);
      pause = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }
  }

  private static boolean passes(IOException e) {
    String reason = e instanceof FileSystemException failure ? failure.getReason() : e.getMessage();
    return reason != null && PASSING.contains(reason);
  }

  private void sleep(Duration pause) throws IOException {
    try {
      clock.sleep(pause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  @Override
  public boolean exists(Path file) throws IOException {
    return patiently(again -> storage.exists(file));
  }

  @Override
  public long size(Path file) throws IOException {
    return patiently(again -> storage.size(file));
  }

  @Override
  public byte[] read(Path file, int limit) throws IOException {
    return patiently(again -> storage.read(file, limit));
  }

  @Override
  public void create(Path file, byte[] content) throws IOException {
    patiently(
        again -> {
          if (again) {
            storage.delete(file); // what the failed attempt left
          }
          storage.create(file, content);
          return file;
        });
  }

  /** Not tried again: nobody could tell how much of it was written. */
  @Override
  public void append(Path file, byte[] content) throws IOException {
    storage.append(file, content);
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    patiently(
        again -> {
          try {
            storage.rename(from, to);
          } catch (NoSuchFileException e) {
            if (!(again && storage.exists(to))) {
              throw e;
            }
          }
          return to;
        });
  }

  @Override
  public void delete(Path file) throws IOException {
    patiently(
        again -> {
          storage.delete(file);
          return file;
        });
  }

  @Override
  public void createFolders(Path folder) throws IOException {
    patiently(
        again -> {
          storage.createFolders(folder);
          return folder;
        });
  }

  /** Says no of a folder that an attempt named whose success was not told: nobody has it then. */
  @Override
  public boolean claimFolder(Path prepared, Path folder) throws IOException {
    return patiently(again -> storage.claimFolder(prepared, folder));
  }

  @Override
  public List<Path> list(Path folder) throws IOException {
    return patiently(again -> storage.list(folder));
  }
}
